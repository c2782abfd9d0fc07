package dev.understudy.display;

import java.util.List;

/** The frame that all charts share: heading, legend, plotting area, grid and axis labels. */
final class Plot {
  static final double WIDTH = 720;
  static final double HEIGHT = 380;
  private static final double RIGHT = WIDTH - 24;

  private final Svg svg;
  private final double left;
  private final double top;
  private final double bottom;

  /**
   * Begins a chart.
   *
   * @param dots whether the legend shows points instead of patches
   * @param labels the room for numbers or names left of the plotting area
   * @param height of the whole picture
   */
  Plot(String title, List<String> legend, boolean dots, double labels, double height, double foot) {
    this.svg = new Svg(WIDTH, height, title.isEmpty() ? "Chart" : title);
    this.left = labels;
    double y = 16;
    if (!title.isEmpty()) {
      svg.text(16, 26, Text.cut(title, 15, WIDTH - 32), "font-size", 15, "font-weight", "bold");
      y = 46;
    }
    this.top = legend.size() > 1 ? paintLegend(legend, dots, y) + 18 : y + 6;
    this.bottom = height - foot;
  }

  /** How high a legend makes a picture of bars that grows with its rows. */
  static double legendHeight(List<String> names) {
    double x = 16;
    int rows = names.size() > 1 ? 1 : 0;
    for (String name : names) {
      double width = entryWidth(name);
      if (x > 16 && x + width > RIGHT) {
        x = 16;
        rows++;
      }
      x += width;
    }
    return rows * 18;
  }

  private static double entryWidth(String name) {
    return Text.width(Text.cut(name, 11, 240), 11) + 36;
  }

  private double paintLegend(List<String> names, boolean dots, double y) {
    double x = 16;
    double row = y + 4;
    for (int i = 0; i < names.size(); i++) {
      double width = entryWidth(names.get(i));
      if (x > 16 && x + width > RIGHT) {
        x = 16;
        row += 18;
      }
      svg.group("fill", Palette.series(i));
      if (dots) {
        paintDot(svg, i, x + 7, row, 5);
      } else {
        svg.rect(x, row - 5, 14, 10, "rx", 2);
      }
      svg.endGroup();
      svg.text(x + 20, row + 4, Text.cut(names.get(i), 11, 240), "font-size", 11);
      x += width;
    }
    return row;
  }

  Svg svg() {
    return svg;
  }

  double left() {
    return left;
  }

  double right() {
    return RIGHT;
  }

  double top() {
    return top;
  }

  double bottom() {
    return bottom;
  }

  /** Numbers and grid lines below; the axis label under them. */
  void paintX(Scale scale, String label) {
    svg.group("stroke", "#e4e9ec");
    scale.ticks().forEach(t -> svg.line(scale.pixel(t), top, scale.pixel(t), bottom));
    svg.endGroup();
    svg.group("fill", "#546e7a", "text-anchor", "middle", "font-size", 11);
    scale.ticks().forEach(t -> svg.text(scale.pixel(t), bottom + 16, scale.label(t)));
    svg.endGroup();
    paintXLabel(label, bottom + 36);
  }

  void paintXLabel(String label, double y) {
    String cut = Text.cut(label, 12, RIGHT - left);
    svg.text((left + RIGHT) / 2, y, cut, "font-size", 12, "text-anchor", "middle");
  }

  /** Numbers and grid lines at the left; the axis label upright beside them. */
  void paintY(Scale scale, String label) {
    svg.group("stroke", "#e4e9ec");
    scale.ticks().forEach(t -> svg.line(left, scale.pixel(t), RIGHT, scale.pixel(t)));
    svg.endGroup();
    svg.group("fill", "#546e7a", "text-anchor", "end", "font-size", 11);
    scale.ticks().forEach(t -> svg.text(left - 8, scale.pixel(t) + 4, scale.label(t)));
    svg.endGroup();
    double middle = (top + bottom) / 2;
    String turn = "rotate(-90 18 " + Text.coordinate(middle) + ")";
    String cut = Text.cut(label, 12, bottom - top + 20);
    svg.text(18, middle, cut, "font-size", 12, "text-anchor", "middle", "transform", turn);
  }

  /** The two lines on which the numbers stand. */
  void paintEdges() {
    String path = Svg.through(left, top, left, bottom, RIGHT, bottom);
    svg.path(path, "fill", "none", "stroke", "#78909c");
  }

  /** A point of the n-th series: shapes differ too, for readers who see no colours. */
  static void paintDot(Svg svg, int series, double x, double y, double half) {
    switch (series % 4) {
      case 0 -> svg.circle(x, y, half);
      case 1 -> svg.rect(x - half, y - half, 2 * half, 2 * half);
      case 2 ->
        svg.path(Svg.through(x, y - half * 1.3, x + half * 1.3, y + half, x - half * 1.3, y + half)
            + " Z");
      default ->
        svg.path(
            Svg.through(x, y - half * 1.4, x + half * 1.4, y, x, y + half * 1.4, x - half * 1.4, y)
                + " Z");
    }
  }

  static double widest(List<String> texts, double size) {
    return texts.stream().mapToDouble(t -> Text.width(t, size)).max().orElse(0);
  }
}
