package dev.understudy.replication;

import java.util.List;

/** What replicas and the operator say to each other. */
public sealed interface ReplicationMessage {
  /**
   * From a leader: put these entries after that one. Without entries it is a heartbeat.
   *
   * @param epoch the leader's epoch
   * @param previousIndex the index before the first of the entries
   * @param previousEpoch the epoch of the entry there
   * @param entries what comes after it
   * @param committed up to where entries are acknowledged
   */
  record Append(
      long epoch, long previousIndex, long previousEpoch, List<Entry> entries, long committed)
      implements ReplicationMessage {
    public Append {
      entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
      String what = entries.isEmpty()
          ? "heartbeat at " + previousIndex
          : entries.size() == 1
              ? String.valueOf(previousIndex + 1)
              : (previousIndex + 1) + ".." + (previousIndex + entries.size());
      return "Append[" + what + ", epoch=" + epoch + ", committed=" + committed + "]";
    }
  }

  /**
   * From a follower: up to this index my disk holds what you hold.
   *
   * @param epoch the leader's epoch
   * @param index the index
   * @param applied up to where it has applied the log
   * @param disk which of its disks: what was on an earlier one is lost
   */
  record Flushed(long epoch, long index, long applied, long disk)
      implements ReplicationMessage, FromFollower {
    /** From a follower that has its first disk. */
    public Flushed(long epoch, long index, long applied) {
      this(epoch, index, applied, 1);
    }

    /** From a follower that does not say what it has applied. */
    public Flushed(long epoch, long index) {
      this(epoch, index, 0);
    }

    @Override
    public String toString() {
      return "Flushed[epoch=" + epoch + ", index=" + index + ", applied=" + applied + on(disk)
          + "]";
    }
  }

  /**
   * From a follower: up to this index I have what you hold, though my disk may not hold it yet. Said
   * when an entry among them is wished to be acknowledged so.
   */
  record Written(long epoch, long index, long disk) implements ReplicationMessage, FromFollower {
    /** From a follower that has its first disk. */
    public Written(long epoch, long index) {
      this(epoch, index, 1);
    }

    @Override
    public String toString() {
      return "Written[epoch=" + epoch + ", index=" + index + on(disk) + "]";
    }
  }

  /** From a follower: your entries do not fit behind mine; send what comes after this index. */
  record Missing(long epoch, long after) implements ReplicationMessage {}

  /**
   * From a follower: what a snapshot of mine stands for is not what you have. Send one that ends in
   * your epoch, so that it holds all that we may both have.
   */
  record Diverged(long epoch) implements ReplicationMessage {}

  /** From a leader: take this snapshot instead of your log; from which chunk on? */
  record SnapshotOffer(long epoch, Stamp stamp) implements ReplicationMessage {}

  /** From a follower: my disk holds the chunks of this snapshot before that one. */
  record SnapshotWanted(long epoch, Stamp stamp, int chunk) implements ReplicationMessage {}

  /** From a leader: a chunk of it. */
  record SnapshotChunk(long epoch, Chunk chunk) implements ReplicationMessage {}

  /** From a leader: by this we acknowledge. */
  record Configure(Configuration configuration) implements ReplicationMessage {}

  /** From a member: I have saved that configuration. */
  record Configured(long epoch, long version, long disk)
      implements ReplicationMessage, FromFollower {
    /** From a member that has its first disk. */
    public Configured(long epoch, long version) {
      this(epoch, version, 1);
    }

    @Override
    public String toString() {
      return "Configured[epoch=" + epoch + ", version=" + version + on(disk) + "]";
    }
  }

  /** From a member that has heard of a later epoch: you lead no more. */
  record Superseded(long epoch) implements ReplicationMessage {}

  /** From the operator: obey nobody of an earlier epoch than this, and say how far you are. */
  record Survey(long epoch) implements ReplicationMessage {}

  /**
   * The answer.
   *
   * @param promised whether it obeys the epoch of this survey from now on; an epoch is promised once
   * @param epoch the epoch it obeys now
   * @param lastEpoch the epoch of its last entry
   * @param lastIndex the index of its last entry
   * @param configuration the latest that it knows; with SYNC only who is in it may lead
   * @param disks on which disk it promises, and of which later disks of others it knows
   */
  record Standing(
      boolean promised,
      long epoch,
      long lastEpoch,
      long lastIndex,
      Configuration configuration,
      Disks disks)
      implements ReplicationMessage {
    /** From a member that knows of no disk that was lost. */
    public Standing(
        boolean promised, long epoch, long lastEpoch, long lastIndex, Configuration configuration) {
      this(promised, epoch, lastEpoch, lastIndex, configuration, Disks.FIRST);
    }

    @Override
    public String toString() {
      return "Standing[promised=" + promised + ", epoch=" + epoch + ", lastEpoch=" + lastEpoch
          + ", lastIndex=" + lastIndex + ", configuration=" + configuration
          + (disks.equals(Disks.FIRST) ? "" : ", " + disks) + "]";
    }
  }

  /** From the operator: lead the epoch of this configuration. */
  record Promote(Configuration configuration) implements ReplicationMessage {}

  /** The answer: I do. */
  record Promoted(long epoch) implements ReplicationMessage {}

  /**
   * From the operator: if you lead, acknowledge by this mode.
   *
   * @param order tells this order of the operator from others
   * @param mode the mode
   */
  record Switch(long order, Mode mode) implements ReplicationMessage {}

  /** The answer of the leader, when the mode holds. */
  record Switched(long order) implements ReplicationMessage {}

  /** The answer of who does not switch; without a reason he does not lead. */
  record NotSwitched(long order, String reason) implements ReplicationMessage {}

  /** From who has lost its disk, to everybody: this is my disk now; what do you obey? */
  record Introduce(long disk) implements ReplicationMessage {}

  /**
   * The answer.
   *
   * @param to the disk that was introduced
   * @param disks the sender's own, and those that it knows of
   * @param epoch the epoch it obeys
   * @param configuration the latest that it knows
   */
  record Introduced(long to, Disks disks, long epoch, Configuration configuration)
      implements ReplicationMessage {}

  /**
   * From who joins anew, in place of {@link Flushed}: so far have I come, and nobody is to count on
   * it.
   */
  record CatchingUp(long epoch, long index, long disk)
      implements ReplicationMessage, FromFollower {}

  /** From a leader: you hold all that was acknowledged while you did not count; be a member. */
  record Admit(long epoch, long disk) implements ReplicationMessage {}

  private static String on(long disk) {
    return disk == 1 ? "" : ", disk=" + disk;
  }
}
