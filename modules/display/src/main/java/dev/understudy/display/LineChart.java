package dev.understudy.display;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Series of points over two axes, joined by lines or left alone.
 *
 * @param title stands above; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series one colour each, in this order
 * @param joined whether lines join the points of a series; if not, it is a scatter chart
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series, boolean joined)
    implements Chart {
  private static final int MANY_POINTS = 40;

  /** Refuses an empty chart, an empty series and numbers that have no place on an axis. */
  public LineChart {
    series = List.copyOf(series);
    if (series.isEmpty()) {
      throw new IllegalArgumentException("chart '" + title + "' has no series: give at least one");
    }
    for (Series one : series) {
      if (one.points().isEmpty()) {
        throw new IllegalArgumentException(
            "series '" + one.name() + "' has no points: give at least one");
      }
      for (Point point : one.points()) {
        check(one.name(), "x", point.x(), x);
        check(one.name(), "y", point.y(), y);
      }
    }
  }

  private static void check(String series, String which, double value, Axis axis) {
    String what = "series '" + series + "' has " + which + " = " + value;
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + ": leave out what was not measured");
    }
    if (axis.logarithmic() && value <= 0) {
      throw new IllegalArgumentException(
          what + " on a logarithmic axis: only values above 0 have a place there");
    }
  }

  @Override
  public String svg() {
    List<String> names = series.stream().map(Series::name).toList();
    Scale measure = yScale(0, 1);
    List<String> numbers = measure.ticks().stream().map(measure::label).toList();
    Plot plot = new Plot(title, names, true, 40 + Plot.widest(numbers, 11), Plot.HEIGHT, 52);
    Scale across = xScale(plot.left(), plot.right() - 6);
    Scale up = yScale(plot.bottom(), plot.top());
    plot.paintX(across, x.label());
    plot.paintY(up, y.label());
    plot.paintEdges();
    for (int i = 0; i < series.size(); i++) {
      paint(plot.svg(), i, across, up);
    }
    return plot.svg().finish();
  }

  private Scale xScale(double from, double to) {
    double least = least(Point::x);
    double greatest = greatest(Point::x);
    return new Scale(
        joined ? least : first(least, greatest, x), greatest, x.logarithmic(), from, to, 8);
  }

  private Scale yScale(double from, double to) {
    double least = least(Point::y);
    double greatest = greatest(Point::y);
    return new Scale(first(least, greatest, y), greatest, y.logarithmic(), from, to, 6);
  }

  /** Zero belongs to a linear axis of amounts unless all values are far from it. */
  private static double first(double least, double greatest, Axis axis) {
    return !axis.logarithmic() && least > 0 && least < 0.7 * greatest ? 0 : least;
  }

  private void paint(Svg svg, int index, Scale across, Scale up) {
    List<Point> points = series.get(index).points();
    String colour = Palette.series(index);
    double[] line = new double[points.size() * 2];
    for (int i = 0; i < points.size(); i++) {
      line[2 * i] = across.pixel(points.get(i).x());
      line[2 * i + 1] = up.pixel(points.get(i).y());
    }
    if (joined && points.size() > 1) {
      svg.path(
          Svg.through(line),
          "fill",
          "none",
          "stroke",
          colour,
          "stroke-width",
          2,
          "stroke-linejoin",
          "round");
    }
    if (!joined || points.size() <= MANY_POINTS) {
      svg.group("fill", colour, "stroke", "#ffffff");
      for (int i = 0; i < line.length; i += 2) {
        Plot.paintDot(svg, index, line[i], line[i + 1], joined ? 3.2 : 4);
      }
      svg.endGroup();
    }
  }

  private double least(ToDoubleFunction<Point> value) {
    return series.stream()
        .flatMap(s -> s.points().stream())
        .mapToDouble(value)
        .min()
        .orElse(0);
  }

  private double greatest(ToDoubleFunction<Point> value) {
    return series.stream()
        .flatMap(s -> s.points().stream())
        .mapToDouble(value)
        .max()
        .orElse(0);
  }

  /** The numbers as a table: a row for each x, a column for each series. */
  @Override
  public String text() {
    List<String> header = new ArrayList<>(List.of(x.label()));
    series.forEach(s -> header.add(series.size() == 1 ? y.label() : s.name()));
    TreeSet<Double> xs = new TreeSet<>();
    series.forEach(s -> s.points().forEach(p -> xs.add(p.x())));
    List<List<String>> rows = new ArrayList<>();
    for (double at : xs) {
      List<String> row = new ArrayList<>(List.of(Text.number(at)));
      series.forEach(s -> row.add(valuesAt(s, at)));
      rows.add(row);
    }
    return (title.isEmpty() ? "" : title + "\n") + new Table(header, rows).capped(200);
  }

  private static String valuesAt(Series one, double at) {
    List<String> values = one.points().stream()
        .filter(p -> p.x() == at)
        .map(p -> Text.number(p.y()))
        .toList();
    return String.join(" ", values);
  }

  @Override
  public String toString() {
    return text();
  }
}
