package dev.understudy.explorer;

/**
 * How far a search goes.
 *
 * @param depth so many steps a path has at most
 * @param drops so many messages are lost in a path at most
 * @param crashes so many crashes a path has at most
 * @param timers so often in a path time goes on to the next timer at most
 * @param reordering whether messages of one link may overtake each other
 */
public record Bounds(int depth, int drops, int crashes, int timers, boolean reordering) {
  private static final int MOST = 1000;

  public Bounds {
    check("depth", depth, 1);
    check("drops", drops, 0);
    check("crashes", crashes, 0);
    check("timers", timers, 0);
  }

  private static void check(String what, int value, int least) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(
          what + " must lie between " + least + " and " + MOST + " but is " + value);
    }
  }

  /** So many faults a path has at most, a timer counted as one. */
  int faults() {
    return drops + crashes + timers;
  }

  /** The same with this depth. */
  public Bounds depth(int newDepth) {
    return new Bounds(newDepth, drops, crashes, timers, reordering);
  }

  /** The same with so many drops. */
  public Bounds drops(int newDrops) {
    return new Bounds(depth, newDrops, crashes, timers, reordering);
  }

  /** The same with so many crashes. */
  public Bounds crashes(int newCrashes) {
    return new Bounds(depth, drops, newCrashes, timers, reordering);
  }

  /** The same with so many timers. */
  public Bounds timers(int newTimers) {
    return new Bounds(depth, drops, crashes, newTimers, reordering);
  }

  /** The same with or without messages that overtake each other. */
  public Bounds reordering(boolean allowed) {
    return new Bounds(depth, drops, crashes, timers, allowed);
  }

  /** As words: "depth 14, 1 drop, 2 crashes, 3 timers". */
  public String words() {
    return "depth " + depth + ", " + count(drops, "drop", "drops") + ", "
        + count(crashes, "crash", "crashes") + ", " + count(timers, "timer", "timers")
        + (reordering ? ", messages may overtake each other" : "");
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
