package dev.understudy.replication.reads;

import dev.understudy.cluster.Position;
import java.time.Duration;
import java.util.List;

/** The rules of reading at replicas, one by one, so that a broken twin can leave out one. */
public class ReadRules {
  private static final double USUAL = 0.999;

  private final double slowest;

  /** For clocks that lose at most a thousandth, twice what the clocks of computers are slewed by. */
  public ReadRules() {
    this(USUAL);
  }

  /**
   * For clocks that run at least so many times as fast as time does.
   *
   * @param slowest more than 0, at most 1
   */
  public ReadRules(double slowest) {
    if (!(slowest > 0 && slowest <= 1)) {
      throw new IllegalArgumentException("the slowest clock runs " + slowest
          + " times as fast as time: give 0.5 for half as fast," + " at most 1");
    }
    this.slowest = slowest;
  }

  /** How long this may have been in truth, by a clock that is slow. */
  protected Duration atMost(Duration byOurClock) {
    return Duration.ofNanos((long) StrictMath.ceil(byOurClock.toNanos() / slowest));
  }

  /** Whether a value may be shown that takes this entry into account: what is not committed may go. */
  protected boolean mayShow(long index, long committed) {
    return index <= committed;
  }

  /** What an answer must hold. */
  protected List<Position> mustHold(List<Position> seen) {
    return seen;
  }

  /** From when on an answer grows old: it was given later than asked, but nobody knows how much. */
  protected Duration since(Duration asked, Duration answered) {
    return asked;
  }

  /** Whether so many members, the leader among them, show that there is no later leader. */
  protected boolean isConfirmed(int confirming, int members) {
    return confirming > members / 2;
  }

  /** How an age is told to who asks. */
  protected Duration told(Duration age) {
    return age;
  }

  /** The age, as it was told. */
  protected Duration heard(Duration told) {
    return told;
  }
}
