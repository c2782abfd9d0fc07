package dev.understudy.replication.standby;

import dev.understudy.replication.Chunk;
import dev.understudy.replication.Entry;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.Stamp;
import java.util.List;

/** What the replicas of a tree say to those above and below them. */
public sealed interface StandbyMessage {
  /**
   * From a standby to who shall be its upstream: feed me with what comes after this entry.
   *
   * @param label the best that it has ever gone by
   * @param index the index of the last entry that it has, or of the last that both may have
   * @param epoch the epoch of that entry
   * @param base up to here a snapshot stands for its log, which it cannot cut
   */
  record Subscribe(Label label, long index, long epoch, long base) implements StandbyMessage {
    /** From a standby that has its whole log. */
    public Subscribe(Label label, long index, long epoch) {
      this(label, index, epoch, 0);
    }

    @Override
    public String toString() {
      return "Subscribe[label=" + label + ", index=" + index + ", epoch=" + epoch
          + (base == 0 ? "" : ", base=" + base) + "]";
    }
  }

  /**
   * From an upstream: put these entries, which are committed, after that one. Without entries it is a
   * heartbeat.
   *
   * @param label what the upstream goes by
   * @param end up to where the leader had committed, as far as the upstream knows
   * @param previousIndex the index before the first of the entries
   * @param previousEpoch the epoch of the entry there
   * @param entries what comes after it
   */
  record Feed(Label label, long end, long previousIndex, long previousEpoch, List<Entry> entries)
      implements StandbyMessage {
    public Feed {
      entries = List.copyOf(entries);
    }

    /** The index of the last of the entries. */
    public long lastIndex() {
      return previousIndex + entries.size();
    }

    /** The same as a leader would say it: all of it is committed. */
    Append asAppend() {
      return new Append(label.epoch(), previousIndex, previousEpoch, entries, lastIndex());
    }

    @Override
    public String toString() {
      String what = entries.isEmpty()
          ? "heartbeat at " + previousIndex
          : entries.size() == 1
              ? String.valueOf(lastIndex())
              : (previousIndex + 1) + ".." + lastIndex();
      return "Feed[" + what + ", label=" + label + ", end=" + end + "]";
    }
  }

  /**
   * From an upstream whose log does not reach back to the standby's position, or costs more: take this
   * snapshot.
   */
  record Offer(Label label, long end, Stamp stamp) implements StandbyMessage {}

  /** The answer: give me this chunk of it, and those behind. */
  record Wanted(Stamp stamp, int chunk) implements StandbyMessage {}

  /** From an upstream: a chunk. */
  record Handed(Label label, long end, Chunk chunk) implements StandbyMessage {}

  /** From a standby: we differ in what a snapshot stands for here. */
  record Differs() implements StandbyMessage {}

  /** From a standby: up to this index my disk holds what you hold. */
  record Fed(long index) implements StandbyMessage {}

  /** The answer to who is not fed: it goes by a label as good as this one, or is further ahead. */
  record Refused(Label label) implements StandbyMessage {}

  /** From a standby that is fed by another one: do not feed me. */
  record Unsubscribe() implements StandbyMessage {}

  /** From a member that feeds standbys to its leader: which label do you go by? */
  record LabelWanted(long epoch) implements StandbyMessage {}

  /** The answer of the leader. */
  record LabelTold(Label label) implements StandbyMessage {}
}
