package dev.understudy.replication;

import dev.understudy.replication.Durability.Point;

/** Counts copies of a leader's log: up to where is it as safe as a mode asks for? */
final class Copies {
  private final Followers followers;
  private final Rules rules;
  private final int semiSync;
  private final Positions counted = new Positions();

  /** Counts the copies of these followers; SEMI_SYNC waits for so many of them. */
  Copies(Followers followers, Rules rules, int semiSync) {
    this.followers = followers;
    this.rules = rules;
    this.semiSync = semiSync;
  }

  /**
   * Up to where as many copies as the mode asks for have come to this point.
   *
   * <p>Where the members in sync alone may lead, only their copies count for SEMI_SYNC; and a quorum
   * is safe only with all of them, or one without the entry could lead.
   *
   * @param leader the leader's own position: its last entry is flushed before anybody hears what it
   *     says in this turn
   */
  long reached(Mode mode, Point point, Configuration configuration, long leader) {
    return switch (mode) {
      case ASYNC -> leader;
      case SEMI_SYNC -> {
        count(point, configuration, leader);
        yield counted.reachedBy(rules.copies(mode, followers.members(), semiSync));
      }
      case QUORUM -> {
        count(point, null, leader);
        long quorum = counted.reachedBy(rules.copies(mode, followers.members(), semiSync));
        yield configuration.isSync()
            ? Math.min(quorum, reached(Mode.SYNC, point, configuration, leader))
            : quorum;
      }
      case SYNC -> {
        count(point, configuration, leader);
        yield counted.reachedBy(rules.copies(mode, counted.count(), semiSync));
      }
    };
  }

  /** Whether entries up to here are on a majority of disks as soon as this follower's holds them. */
  boolean isLastNeeded(Follower follower, long index) {
    int holding = 2; // the leader's disk, and this one
    for (Follower other : followers) {
      holding += other != follower && other.position(Point.FLUSHED) >= index ? 1 : 0;
    }
    return holding >= rules.copies(Mode.QUORUM, followers.members(), semiSync);
  }

  /** Of everybody, or of those in this configuration and those joining it. */
  private void count(Point point, Configuration configuration, long leader) {
    counted.clear();
    counted.add(leader);
    for (Follower follower : followers) {
      if (configuration == null || follower.isJoining || configuration.has(follower.name)) {
        counted.add(follower.position(point));
      }
    }
  }
}
