package dev.understudy.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Named amounts as horizontal bars: long names stay readable, and each bar carries its own number.
 *
 * @param title stands above; may be empty
 * @param valueLabel the quantity and its unit
 * @param partNames the parts that every bar is stacked of; one name, or none, for plain bars
 * @param bars from top to bottom
 */
public record BarChart(String title, String valueLabel, List<String> partNames, List<Bar> bars)
    implements Chart {
  private static final double ROW = 28;
  private static final double NAMES = 200;

  /** Refuses a chart without bars, a bar with too many or few parts, and amounts below zero. */
  public BarChart {
    partNames = List.copyOf(partNames);
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("chart '" + title + "' has no bars: give at least one");
    }
    int parts = Math.max(1, partNames.size());
    for (Bar bar : bars) {
      if (bar.parts().size() != parts) {
        throw new IllegalArgumentException(
            "bar '" + bar.name() + "' has " + bar.parts().size() + " parts, the chart names "
                + parts + ": give one value for each part");
      }
      for (double value : bar.parts()) {
        if (!Double.isFinite(value) || value < 0) {
          throw new IllegalArgumentException("bar '" + bar.name() + "' has the value " + value
              + ": a bar needs a number of 0 or more");
        }
      }
    }
  }

  /** How many samples fall into each of about {@code bins} ranges of a round width. */
  public static BarChart histogram(String title, String label, int bins, double... samples) {
    if (samples.length == 0 || bins < 1 || !Arrays.stream(samples).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("histogram '" + title + "' of " + samples.length
          + " samples in " + bins + " bins: give finite samples and at least one bin");
    }
    double least = Arrays.stream(samples).min().orElseThrow();
    double greatest = Arrays.stream(samples).max().orElseThrow();
    Scale scale = new Scale(least, greatest, false, 0, 1, bins);
    List<Double> edges = scale.ticks();
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i + 1 < edges.size(); i++) {
      double from = edges.get(i);
      double to = edges.get(i + 1);
      boolean last = i + 2 == edges.size();
      long count =
          Arrays.stream(samples).filter(s -> s >= from && (s < to || last)).count();
      bars.add(Bar.of(scale.label(from) + " – " + scale.label(to), count));
    }
    return new BarChart(title, "samples by " + label, List.of(), bars);
  }

  @Override
  public String svg() {
    double head = (title.isEmpty() ? 16 : 46) + Plot.legendHeight(partNames) + 6;
    double height = head + bars.size() * ROW + 62;
    List<String> names = bars.stream().map(b -> Text.cut(b.name(), 12, NAMES)).toList();
    Plot plot = new Plot(title, partNames, false, 28 + Plot.widest(names, 12), height, 52);
    double greatest = bars.stream().mapToDouble(Bar::total).max().orElse(0);
    double room = Plot.widest(bars.stream().map(b -> Text.number(b.total())).toList(), 12) + 8;
    Scale scale =
        new Scale(0, greatest > 0 ? greatest : 1, false, plot.left(), plot.right() - room, 7);
    plot.paintX(scale, valueLabel);
    for (int i = 0; i < bars.size(); i++) {
      paint(plot, bars.get(i), scale, plot.top() + i * ROW + ROW / 2);
    }
    plot.svg().line(plot.left(), plot.top(), plot.left(), plot.bottom(), "stroke", "#78909c");
    return plot.svg().finish();
  }

  private static void paint(Plot plot, Bar bar, Scale scale, double y) {
    Svg svg = plot.svg();
    String name = Text.cut(bar.name(), 12, NAMES);
    svg.text(plot.left() - 8, y + 4, name, "font-size", 12, "text-anchor", "end");
    double sum = 0;
    for (int i = 0; i < bar.parts().size(); i++) {
      double from = scale.pixel(sum);
      sum += bar.parts().get(i);
      double width = scale.pixel(sum) - from;
      svg.rect(from, y - 9, width, 18, "fill", Palette.series(i));
      String number = Text.number(bar.parts().get(i));
      if (bar.parts().size() > 1 && width > Text.width(number, 10) + 8) {
        svg.text(from + width / 2, y + 3.5, number, "fill", Palette.on(i), "text-anchor", "middle");
      }
    }
    svg.text(
        scale.pixel(sum) + 6,
        y + 4,
        Text.number(sum),
        "font-size",
        12,
        "font-weight",
        "bold",
        "stroke",
        "#ffffff",
        "stroke-width",
        3,
        "paint-order",
        "stroke");
  }

  /** The numbers as a table: a row for each bar. */
  @Override
  public String text() {
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(partNames.isEmpty() ? List.of(valueLabel) : partNames);
    List<List<String>> rows = new ArrayList<>();
    for (Bar bar : bars) {
      List<String> row = new ArrayList<>(List.of(bar.name()));
      bar.parts().forEach(value -> row.add(Text.number(value)));
      rows.add(row);
    }
    return (title.isEmpty() ? "" : title + "\n") + new Table(header, rows).capped(200);
  }

  @Override
  public String toString() {
    return text();
  }
}
