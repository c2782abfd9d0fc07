package dev.understudy.display;

import dev.understudy.display.Labels.Spot;
import dev.understudy.display.Labels.Wish;
import java.util.List;

/** All that the painters of one diagram share. */
record Stage(Scene scene, Layout layout, TimeScale time, Svg svg, Labels labels) {
  double x(String lane) {
    return layout.x(lane);
  }

  double y(long at) {
    return time.y(at);
  }

  /** Where a span ends: what goes on when the window closes runs to the lower edge. */
  double end(long to) {
    return to >= scene.to() ? time.bottom() : time.y(to);
  }

  /** Asks for an important text: it may cross lines if it must. */
  void headline(int rank, List<String> variants, String colour, List<Spot> spots) {
    labels.wish(new Wish(rank, variants, 10, colour, true, 7, spots));
  }

  /** Asks for a text that is left out rather than crowded. */
  void remark(int rank, List<String> variants, double size, String colour, List<Spot> spots) {
    labels.wish(new Wish(rank, variants, size, colour, false, 0.5, spots));
  }

  /** The usual places beside a point on a lane: right or left of it, a little above or below. */
  static List<Spot> beside(double x, double y, double distance) {
    return List.of(
        Spot.right(x + distance, y - 5),
        Spot.left(x - distance, y - 5),
        Spot.right(x + distance, y + 12),
        Spot.left(x - distance, y + 12),
        Spot.right(x + distance, y + 3.5),
        Spot.left(x - distance, y + 3.5),
        Spot.right(x + distance, y - 16),
        Spot.left(x - distance, y - 16),
        Spot.right(x + distance, y - 22),
        Spot.left(x - distance, y - 22),
        Spot.right(x + distance, y + 26),
        Spot.left(x - distance, y + 26));
  }
}
