package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The points at which one member shall crash, through all its incarnations. */
final class Failpoints {
  /** Unwinds the turn in which the node has crashed: not a line of it happens any more. */
  static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Reached(Point point) {
      super("crashed " + point, null, false, false);
    }
  }

  /** One point that waits, or has gone off. */
  static final class Armed {
    private final Point point;
    private final LongSupplier crash;
    private int left;
    private long number;

    private Armed(Point point, int nth, LongSupplier crash) {
      this.point = point;
      this.crash = crash;
      left = nth;
    }

    /** The number of the crash that it was, 0 if it has been none. */
    long crash() {
      return number;
    }
  }

  private final List<Armed> armed = new ArrayList<>();

  /** The {@code nth} time from now that the node passes here, {@code crash} is done, and numbers it. */
  Armed arm(Point point, int nth, LongSupplier crash) {
    Armed arming = new Armed(point, nth, crash);
    armed.add(arming);
    return arming;
  }

  void disarm(Armed waiting) {
    armed.remove(waiting);
  }

  /**
   * The node is at this point.
   *
   * @throws Reached if it has crashed here
   */
  void pass(Point point) {
    if (!armed.isEmpty()) {
      count(point);
    }
  }

  private void count(Point point) {
    List<Armed> due = new ArrayList<>();
    for (Armed waiting : armed) {
      if (waiting.point == point && --waiting.left == 0) {
        due.add(waiting);
      }
    }
    if (!due.isEmpty()) {
      armed.removeAll(due);
      due.forEach(each -> each.number = each.crash.getAsLong());
      throw new Reached(point);
    }
  }
}
