package dev.understudy.replication;

import java.time.Duration;

/**
 * How long a follower has been without what the leader has. Remembers how long the log was at some
 * moments in the past: few, and the fewer the longer ago, so that a follower that stays away for ever
 * costs nothing.
 */
final class Lag {
  private static final int MOST = 128;

  private final long[] lastIndexes = new long[MOST];
  private final long[] nanos = new long[MOST];
  private int marks;

  /** The log ends here now. */
  void mark(long lastIndex, Duration now) {
    if (marks > 1 && lastIndexes[marks - 1] == lastIndex) {
      marks--; // the next entry comes after now
    } else if (marks == MOST) {
      thinOut();
    }
    lastIndexes[marks] = lastIndex;
    nanos[marks++] = now.toNanos();
  }

  private void thinOut() {
    for (int i = 0; i < MOST / 2; i++) {
      lastIndexes[i] = lastIndexes[2 * i];
      nanos[i] = nanos[2 * i];
    }
    marks = MOST / 2;
  }

  /**
   * At most so long ago was the first entry appended that is behind this position; what was there
   * before the first mark counts from that one on. Too long by no more than the time between two marks.
   */
  Duration behind(long position, long lastIndex, Duration now) {
    if (position >= lastIndex || marks == 0) {
      return Duration.ZERO;
    }
    int mark = marks - 1;
    while (mark > 0 && lastIndexes[mark] > position) {
      mark--;
    }
    return now.minusNanos(nanos[mark]);
  }
}
