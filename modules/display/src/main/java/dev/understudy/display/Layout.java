package dev.understudy.display;

import dev.understudy.display.Scene.Lane;
import java.util.List;

/** Which pixel a lane stands on. */
record Layout(List<Lane> lanes, double axis, double left, double spacing, double width) {
  private static final double NARROWEST_AXIS = 66;
  private static final double WIDEST = 210;

  /** Beside an axis whose labels are so wide, all lanes within the greatest width. */
  static Layout of(List<Lane> lanes, double labels, int greatestWidth) {
    double axis = Math.max(NARROWEST_AXIS, labels + 12);
    boolean clients = !lanes.isEmpty() && lanes.get(lanes.size() - 1).client();
    double margin = clients ? 150 : 110;
    double first = axis + 50;
    int gaps = Math.max(1, lanes.size() - 1);
    double spacing = Math.min(WIDEST, (greatestWidth - first - margin) / gaps);
    double width = first + spacing * (lanes.size() - 1) + margin;
    return new Layout(lanes, axis, first, spacing, Math.max(width, Math.min(greatestWidth, 640)));
  }

  double x(int lane) {
    return left + lane * spacing;
  }

  double x(String lane) {
    return x(index(lane));
  }

  int index(String lane) {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).name().equals(lane)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no lane for " + lane);
  }

  /** A place in the middle of the picture where no lane stands. */
  double middle() {
    return lanes.size() == 1
        ? x(0)
        : (x((lanes.size() - 1) / 2) + x((lanes.size() - 1) / 2 + 1)) / 2;
  }

  double firstX() {
    return x(0);
  }

  double lastX() {
    return x(lanes.size() - 1);
  }
}
