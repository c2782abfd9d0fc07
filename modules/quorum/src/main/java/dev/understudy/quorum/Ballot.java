package dev.understudy.quorum;

import java.util.Comparator;

/**
 * One attempt of a coordinator to see to a write. Of two attempts at one write, which happens when a
 * client asks again, the later one wins (Lamport, "Paxos Made Simple", 2001).
 *
 * @param round later attempts have higher ones
 * @param coordinator who attempts it
 * @param life how often that node had started: it forgets in a crash which rounds it had used
 */
public record Ballot(long round, String coordinator, long life) implements Comparable<Ballot> {
  /** Before every attempt. */
  public static final Ballot NONE = new Ballot(0, "", 0);

  private static final Comparator<Ballot> ORDER = Comparator.comparingLong(Ballot::round)
      .thenComparing(Ballot::coordinator)
      .thenComparingLong(Ballot::life);

  @Override
  public int compareTo(Ballot other) {
    return ORDER.compare(this, other);
  }
}
