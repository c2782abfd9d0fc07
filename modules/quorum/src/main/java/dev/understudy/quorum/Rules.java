package dev.understudy.quorum;

import java.time.Duration;

/**
 * How many copies there are, and how many nodes take part in a read and in a write.
 *
 * @param n copies of each key
 * @param r so many of their holders must answer a read
 * @param w so many of them must hold a write on their disks before it is acknowledged
 * @param repair when a read brings holders of an old copy up to date
 * @param isSloppy whether another node stands in for a holder that is silent
 * @param compareEvery how often each node compares its copies with those of another one; zero for never
 * @param tombstonesStay how long after a delete its tombstone is kept at least, by wall clocks
 */
public record Rules(
    int n,
    int r,
    int w,
    Repair repair,
    boolean isSloppy,
    Duration compareEvery,
    Duration tombstonesStay) {
  /** When a read writes the newest copy that it saw to those who had an older one. */
  public enum Repair {
    /** Never. */
    NONE,
    /** After the reader was answered, and without making sure. */
    LATER,
    /** Before the reader is answered: until as many hold it as a write demands. */
    FIRST
  }

  public Rules {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + ": give 1 or more");
    }
    check("r", r, n);
    check("w", w, n);
    if (repair == null) {
      throw new IllegalArgumentException("repair is null: give NONE, LATER or FIRST");
    }
    check("compareEvery", compareEvery);
    check("tombstonesStay", tombstonesStay);
  }

  /** Strict quorums, repair before the answer, a comparison each second; tombstones stay ten days. */
  public static Rules of(int n, int r, int w) {
    return new Rules(n, r, w, Repair.FIRST, false, Duration.ofSeconds(1), Duration.ofDays(10));
  }

  /** The same with this repair. */
  public Rules repair(Repair other) {
    return new Rules(n, r, w, other, isSloppy, compareEvery, tombstonesStay);
  }

  /** The same with nodes that stand in for the silent. */
  public Rules sloppy() {
    return new Rules(n, r, w, repair, true, compareEvery, tombstonesStay);
  }

  /** The same with another time between comparisons; zero for none. */
  public Rules compareEvery(Duration other) {
    return new Rules(n, r, w, repair, isSloppy, other, tombstonesStay);
  }

  /** The same with tombstones that stay so long. */
  public Rules tombstonesStay(Duration other) {
    return new Rules(n, r, w, repair, isSloppy, compareEvery, other);
  }

  /** Whether every r holders share one with every w of them, so that a read meets each write (Q1). */
  public boolean readsSeeWrites() {
    return r + w > n;
  }

  /** Whether any two groups of w holders share one (Q1). */
  public boolean writesMeet() {
    return 2 * w > n;
  }

  /** Whether reads and writes are linearizable, whatever is lost, late or down (K1). */
  public boolean isLinearizable() {
    return givesOneVersion() && repair == Repair.FIRST;
  }

  /** Whether a write has one version, however often its client asks again, and wherever (K2). */
  public boolean givesOneVersion() {
    return readsSeeWrites() && !isSloppy;
  }

  /** The rules in one line: "N=3 R=2 W=2, repair FIRST". */
  @Override
  public String toString() {
    return "N=" + n + " R=" + r + " W=" + w + ", repair " + repair + (isSloppy ? ", sloppy" : "");
  }

  private static void check(String what, int value, int n) {
    if (value < 1 || value > n) {
      throw new IllegalArgumentException(
          what + " is " + value + ", of " + n + " copies: give 1 to " + n);
    }
  }

  private static void check(String what, Duration value) {
    if (value == null || value.isNegative()) {
      throw new IllegalArgumentException(what + " is " + value + ": give zero or more");
    }
  }
}
