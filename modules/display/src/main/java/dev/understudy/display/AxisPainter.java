package dev.understudy.display;

import dev.understudy.display.TimeScale.Break;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** Draws the time: labels at the left edge, and a torn strip where time was skipped. */
final class AxisPainter {
  private static final double LEAST_DISTANCE = 13;
  private final Stage stage;

  AxisPainter(Stage stage) {
    this.stage = stage;
  }

  /** How wide the labels of these moments are at most; the last has most digits. */
  static double width(SortedSet<Long> moments) {
    return Text.width(label(moments.last(), isInSeconds(moments)), 10);
  }

  private static boolean isInSeconds(Set<Long> moments) {
    return moments.stream().anyMatch(at -> at >= 1_000_000_000L);
  }

  private static String label(long at, boolean seconds) {
    return String.format(Locale.ROOT, seconds ? "%.4f" : "%.2f", at / (seconds ? 1e9 : 1e6));
  }

  /** Labels as many moments as have room, the unit above them at {@code top}. */
  void paintTimes(double top) {
    boolean seconds = isInSeconds(stage.time().moments().keySet());
    double x = stage.layout().axis();
    Svg svg = stage.svg();
    svg.group("fill", Palette.MUTED, "text-anchor", "end");
    svg.text(x - 6, top + 14, seconds ? "s" : "ms", "font-style", "italic");
    double last = Double.NEGATIVE_INFINITY;
    for (Map.Entry<Long, Double> moment : stage.time().moments().entrySet()) {
      double y = moment.getValue();
      if (y - last >= LEAST_DISTANCE) {
        svg.text(x - 6, y + 3.5, label(moment.getKey(), seconds));
        last = y;
      }
    }
    svg.endGroup();
    svg.line(x, stage.time().top(), x, stage.time().bottom(), "stroke", Palette.FAINT);
    svg.group("stroke", Palette.FAINT);
    stage.time().moments().values().forEach(y -> svg.line(x - 3, y, x, y));
    svg.endGroup();
  }

  /** Tears all lanes where time was skipped and says how much, and what was counted meanwhile. */
  void paintBreaks() {
    double left = stage.layout().axis() - 3;
    double right = stage.layout().lastX() + 40;
    for (Break gap : stage.time().breaks()) {
      paintBreak(stage.svg(), left, right, gap.y());
      String idle = Text.duration(gap.nanos()) + (gap.folded().isEmpty() ? " idle" : "");
      String all = gap.folded().isEmpty() ? idle : idle + "  ·  " + gap.folded();
      String text = Text.cut(all, 10, stage.layout().width() - 60);
      double width = Text.width(text, 10) + 20;
      double middle = Math.max(stage.layout().middle(), width / 2 + 8);
      Area pill = Area.upright(middle - width / 2, gap.y() - 9, width, 18);
      stage
          .svg()
          .rect(
              middle - width / 2,
              gap.y() - 9,
              width,
              18,
              "rx",
              9,
              "fill",
              "#ffffff",
              "stroke",
              Palette.FAINT);
      stage.svg().text(middle, gap.y() + 3.5, text, "fill", Palette.MUTED, "text-anchor", "middle");
      stage.labels().block(pill);
      stage.labels().line(left, gap.y(), right, gap.y());
    }
  }

  /** A white strip between two wavy edges. */
  static void paintBreak(Svg svg, double left, double right, double y) {
    int halves = 2 * Math.max(1, (int) Math.round((right - left) / 10));
    String half = Text.coordinate((right - left) / halves) + " 0";
    String upper = " q" + Text.coordinate((right - left) / halves / 2) + " -2.5 " + half
        + (" t" + half).repeat(halves - 1);
    svg.rect(left, y - 3, right - left, 6, "fill", "#ffffff");
    svg.group("fill", "none", "stroke", Palette.FAINT);
    svg.path(Svg.through(left, y - 3) + upper);
    svg.path(Svg.through(left, y + 3) + upper);
    svg.endGroup();
  }
}
