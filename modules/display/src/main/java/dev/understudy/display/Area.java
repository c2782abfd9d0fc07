package dev.understudy.display;

/**
 * A rectangle that may be turned: the room a label takes, or, with no height, a line it must not
 * cross.
 *
 * @param x its middle
 * @param y its middle
 * @param angle in radians, clockwise as on a screen
 */
record Area(double x, double y, double width, double height, double angle) {

  static Area upright(double left, double top, double width, double height) {
    return new Area(left + width / 2, top + height / 2, width, height, 0);
  }

  static Area line(double x1, double y1, double x2, double y2) {
    double length = StrictMath.hypot(x2 - x1, y2 - y1);
    return new Area((x1 + x2) / 2, (y1 + y2) / 2, length, 1, StrictMath.atan2(y2 - y1, x2 - x1));
  }

  /** Whether two areas share a point (separating axis theorem). */
  boolean overlaps(Area other) {
    double reach = (width + height + other.width + other.height) / 2;
    if (Math.abs(x - other.x) > reach || Math.abs(y - other.y) > reach) {
      return false;
    }
    return !isApart(other, angle)
        && !isApart(other, angle + StrictMath.PI / 2)
        && !isApart(other, other.angle)
        && !isApart(other, other.angle + StrictMath.PI / 2);
  }

  private boolean isApart(Area other, double axis) {
    double distance =
        Math.abs((other.x - x) * StrictMath.cos(axis) + (other.y - y) * StrictMath.sin(axis));
    return distance >= halfShadow(axis) + other.halfShadow(axis);
  }

  private double halfShadow(double axis) {
    double turn = axis - angle;
    return (Math.abs(width * StrictMath.cos(turn)) + Math.abs(height * StrictMath.sin(turn))) / 2;
  }
}
