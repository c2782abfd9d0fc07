package dev.understudy.replication;

import java.util.Arrays;

/** Whose disks must hold a write before its client is told that it is done. */
public enum Mode {
  /** The leader's own disk. What the followers do not have yet is lost with the leader. */
  ASYNC {
    @Override
    int acknowledgements(int members) {
      return 1;
    }
  },

  /** The disks of a majority, the leader's among them. */
  QUORUM {
    @Override
    int acknowledgements(int members) {
      return members / 2 + 1;
    }
  },

  /**
   * The disks of all members of the {@link InSyncSet}. One that is down stops every write until the
   * operator has removed it from the set.
   */
  SYNC {
    @Override
    int acknowledgements(int members) {
      return members;
    }
  };

  /**
   * How many disks, the leader's included, must hold a write before it is acknowledged.
   *
   * @param members how many members there are; with SYNC, how many are in sync
   */
  abstract int acknowledgements(int members);

  /**
   * The last position that enough members have reached.
   *
   * @param positions the last flushed position of every member (with SYNC, of every member in sync),
   *     in any order
   */
  long committed(long... positions) {
    long[] rising = positions.clone();
    Arrays.sort(rising);
    return rising[rising.length - acknowledgements(rising.length)];
  }
}
