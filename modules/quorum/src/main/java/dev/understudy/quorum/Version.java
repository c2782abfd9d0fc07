package dev.understudy.quorum;

import java.util.Comparator;

/**
 * What orders the writes of a key. No two writes have the same, since each has a client and its
 * number; the counter makes a write later than all that had ended before it began.
 *
 * @param counter one more than the highest that the write's coordinator heard of
 * @param client who wrote
 * @param sequence the client's number for it
 */
public record Version(long counter, String client, long sequence) implements Comparable<Version> {
  /** That of a key which was never written. */
  public static final Version NONE = new Version(0, "", 0);

  private static final Comparator<Version> ORDER = Comparator.comparingLong(Version::counter)
      .thenComparing(Version::client)
      .thenComparingLong(Version::sequence);

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  /** Whether it is of the same write. */
  boolean isOfSameWrite(Version other) {
    return client.equals(other.client) && sequence == other.sequence;
  }
}
