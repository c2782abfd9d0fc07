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

  /** From a follower: up to this index my disk holds what you hold. */
  record Flushed(long epoch, long index) implements ReplicationMessage {}

  /** From a follower: your entries do not fit behind mine; send what comes after this index. */
  record Missing(long epoch, long after) implements ReplicationMessage {}

  /** From a leader with {@link Mode#SYNC}: these hold every acknowledged write. */
  record InSync(InSyncSet set) implements ReplicationMessage {}

  /** From a member: I have saved that set. */
  record InSyncSaved(long epoch, long version) implements ReplicationMessage {}

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
   * @param inSync the latest in-sync set that it knows: only who is in it may lead
   */
  record Standing(boolean promised, long epoch, long lastEpoch, long lastIndex, InSyncSet inSync)
      implements ReplicationMessage {}

  /**
   * From the operator: lead this epoch.
   *
   * @param epoch the epoch
   * @param inSync the members of its in-sync set
   */
  record Promote(long epoch, List<String> inSync) implements ReplicationMessage {
    public Promote {
      inSync = List.copyOf(inSync);
    }
  }

  /** The answer: I do. */
  record Promoted(long epoch) implements ReplicationMessage {}
}
