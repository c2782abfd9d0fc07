package dev.understudy.replication;

import java.time.Duration;

/**
 * How long a follower has been without what the leader has. Remembers how long the log was at some
 * moments in the past: few, and the fewer the longer ago, so that a follower that stays away for ever
 * costs nothing.
 */
public final class Lag {
  private static final int MOST = 128;

  private final long[] lastIndexes = new long[MOST];
  private final long[] nanos = new long[MOST];
  private int marks;

  /** The log ends here now. */
  public void mark(long lastIndex, Duration now) {
    if (marks > 1 && lastIndexes[marks - 1] == lastIndex) {
      marks--; // the next entry comes after now
    } else if (marks == MOST) {
      forgetOne(now.toNanos());
    }
    lastIndexes[marks] = lastIndex;
    nanos[marks++] = now.toNanos();
  }

  /** The one without which the gap it leaves is smallest, for how long ago it is. */
  private void forgetOne(long now) {
    int least = 1;
    double smallest = Double.MAX_VALUE;
    for (int i = 1; i < marks - 1; i++) {
      double gap = (double) (nanos[i + 1] - nanos[i - 1]) / (now - nanos[i - 1]);
      if (gap < smallest) {
        smallest = gap;
        least = i;
      }
    }
    int behind = --marks - least;
    System.arraycopy(lastIndexes, least + 1, lastIndexes, least, behind);
    System.arraycopy(nanos, least + 1, nanos, least, behind);
  }

  /**
   * At most so long ago was the first entry appended that is behind this position; what was there
   * before the first mark counts from that one on. Too long by the time between two marks: that is a
   * quarter of it or less, or the time between two heartbeats.
   */
  public Duration behind(long position, long lastIndex, Duration now) {
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
