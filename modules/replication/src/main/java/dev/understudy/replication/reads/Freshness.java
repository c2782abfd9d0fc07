package dev.understudy.replication.reads;

import dev.understudy.cluster.Position;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How old it is what a replica knows, told by its own clock alone. What it hears is of this form: all
 * that was committed so long before a moment stands in the log up to here. That counts for what the
 * replica shows as soon as it holds the entry there.
 *
 * <p>Of what it does not hold yet, the oldest and the freshest are kept: the oldest counts soon, also
 * if fresher ones keep coming.
 */
final class Freshness {
  /** All that was committed {@code age} before {@code since} stands in the log up to there. */
  private record Known(Duration since, Duration age, Position committed) {}

  private final ReadRules rules;
  private Known held; // null if there is none, as with the others
  private Known next;
  private Known freshest;

  Freshness(ReadRules rules) {
    this.rules = rules;
  }

  /** All that was committed {@code age} before {@code since} stands in the log up to here. */
  void hear(Duration since, Duration age, Position committed) {
    Known heard = new Known(since, age, committed);
    if (next == null) {
      next = heard;
    } else {
      freshest = fresher(freshest, heard);
    }
  }

  /**
   * How old at most it is, at this moment, what the log adds up to at this index: all that was
   * committed longer ago is in it. Null if nothing can be said.
   *
   * @param holds whether the replica holds, and has applied, the entry at a position
   */
  Duration ageAt(Duration moment, long index, Predicate<Position> holds) {
    if (held != null && !holds.test(held.committed)) {
      held = null; // the entry was cut: what was said of it is about a log that is gone
    }
    if (freshest != null && holds.test(freshest.committed)) {
      held = fresher(held, freshest);
      next = null;
      freshest = null;
    } else if (next != null && holds.test(next.committed)) {
      held = fresher(held, next);
      next = freshest;
      freshest = null;
    }
    return held == null || held.committed.index() > index ? null : age(held, moment);
  }

  /** The least age of which anything is known; null if nothing is. */
  Duration leastAge(Duration now) {
    Known best = best();
    return best == null ? null : age(best, now);
  }

  /** Up to where all stands that is older than that. */
  Position upTo() {
    return best().committed;
  }

  private Known best() {
    return fresher(fresher(held, next), freshest);
  }

  /** What began after the moment was no younger at it than when it began. */
  private Duration age(Known known, Duration moment) {
    Duration elapsed = moment.minus(known.since);
    return elapsed.isNegative() ? known.age : rules.atMost(elapsed).plus(known.age);
  }

  private Known fresher(Known one, Known other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Duration later = one.since.compareTo(other.since) > 0 ? one.since : other.since;
    return age(one, later).compareTo(age(other, later)) < 0 ? one : other;
  }
}
