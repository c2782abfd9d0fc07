package dev.understudy.backup;

import java.time.Instant;

/**
 * A place between two commits: what is behind it is in, what comes after is not.
 *
 * @param lsn of the last record behind it; 0 is before the first
 * @param checksum of that record, which vouches for all before it; 0 before the first
 * @param time of that record, to the millisecond; 1970 before the first
 */
public record Point(long lsn, int checksum, Instant time) {
  /** Before the first commit. */
  public static final Point START = new Point(0, 0, Instant.EPOCH);

  /** Refuses a negative LSN. */
  public Point {
    if (lsn < 0) {
      throw new IllegalArgumentException("an LSN counts from 0, but this one is " + lsn);
    }
  }

  /** Whether both mean the same commits: the same number of them and the same checksum. */
  public boolean isSame(Point other) {
    return lsn == other.lsn && checksum == other.checksum;
  }

  @Override
  public String toString() {
    return lsn == 0 ? "the beginning" : "record %d of %s".formatted(lsn, time);
  }
}
