package dev.understudy.replication;

/** Whose disks must hold a write before its client is told that it is done. */
public enum Mode {
  /** The leader's own disk. What the followers do not have yet is lost with the leader. */
  ASYNC,

  /**
   * The disks of the leader and of some followers. When they do not answer in time it falls back to
   * the leader's disk alone, and says so, until they have caught up. See {@link SemiSync}.
   */
  SEMI_SYNC,

  /** The disks of a majority, the leader's among them. */
  QUORUM,

  /**
   * The disks of all members in sync, as the {@link Configuration} names them. One that is down stops
   * every write until the operator has removed it.
   */
  SYNC;

  /**
   * How many disks, the leader's included, must hold a write before it is acknowledged.
   *
   * @param members how many members there are; with SYNC, how many are in sync
   * @param followers with SEMI_SYNC, how many followers are waited for
   */
  int copies(int members, int followers) {
    return switch (this) {
      case ASYNC -> 1;
      case SEMI_SYNC -> Math.min(members, 1 + followers);
      case QUORUM -> members / 2 + 1;
      case SYNC -> members;
    };
  }

  /** Whether what is acknowledged survives the leader, whatever else fails within the budget. */
  boolean isPromise() {
    return this == QUORUM || this == SYNC;
  }
}
