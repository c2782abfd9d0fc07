package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import java.util.Arrays;
import java.util.List;

/**
 * One call for each kind of picture, for cells of notebooks and for tests. All of them throw {@link
 * IllegalArgumentException} when the input cannot be drawn, and say which part of it.
 */
public final class Display {
  private Display() {}

  /** A space-time diagram of the whole trace without a title. */
  public static SpaceTimeDiagram diagram(Trace trace) {
    return diagram(trace, "");
  }

  /** A space-time diagram of the whole trace. */
  public static SpaceTimeDiagram diagram(Trace trace, String title) {
    return diagram(trace, DiagramOptions.titled(title));
  }

  /** A space-time diagram of a part of the trace, or of another size. */
  public static SpaceTimeDiagram diagram(Trace trace, DiagramOptions options) {
    return SpaceTimeDiagram.of(trace, options);
  }

  /** Lines over two linear axes; an axis label names quantity and unit. */
  public static LineChart lines(String title, String xLabel, String yLabel, Series... series) {
    return lines(title, Axis.of(xLabel), Axis.of(yLabel), series);
  }

  /** Lines over two axes, each linear or logarithmic. */
  public static LineChart lines(String title, Axis x, Axis y, Series... series) {
    return new LineChart(title, x, y, List.of(series), true);
  }

  /** Points that no line joins. */
  public static LineChart points(String title, Axis x, Axis y, Series... series) {
    return new LineChart(title, x, y, List.of(series), false);
  }

  /** Plain bars of one value each. */
  public static BarChart bars(String title, String valueLabel, Bar... bars) {
    return new BarChart(title, valueLabel, List.of(), List.of(bars));
  }

  /** Bars that are stacked of named parts; every bar has a value for every part. */
  public static BarChart stackedBars(
      String title, String valueLabel, List<String> partNames, Bar... bars) {
    return new BarChart(title, valueLabel, partNames, List.of(bars));
  }

  /** How often samples fall into ranges of a round width, about ten of them. */
  public static BarChart histogram(String title, String label, double... samples) {
    return BarChart.histogram(title, label, 10, samples);
  }

  /** A table; cells are shown as their {@code toString}, numbers grouped and aligned. */
  public static Table table(List<String> header, List<? extends List<?>> rows) {
    return new Table(header, rows.stream().map(Display::cells).toList());
  }

  /** A row for {@link #table(List, List)}; unlike {@code List.of} it takes null, as an empty cell. */
  public static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }

  private static List<String> cells(List<?> row) {
    return row.stream().map(Display::cell).toList();
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Number number && !(value instanceof Long || value instanceof Integer)
        ? Text.number(number.doubleValue())
        : value instanceof Number number ? Text.number(number.longValue()) : value.toString();
  }
}
