package dev.understudy.replication;

import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Sends a leader's log to its followers, each from where it stands, and never too much at once. To whom
 * the log reaches back no more, or where that is cheaper, it sends a snapshot first.
 */
final class Shipping {
  private static final int MOST_ENTRIES_UNDER_WAY = 4096;

  private final long epoch;
  private final Copy copy;
  private final int mostPerAppend;
  private final BiPredicate<Follower, Snapshot> completes;
  private final Host host;

  /** {@code completes}: whether a snapshot is committed at the moment in which this follower has it. */
  Shipping(
      long epoch,
      Copy copy,
      int mostPerAppend,
      BiPredicate<Follower, Snapshot> completes,
      Host host) {
    this.epoch = epoch;
    this.copy = copy;
    this.mostPerAppend = mostPerAppend;
    this.completes = completes;
    this.host = host;
  }

  /** Sends what the follower lacks, as far as it keeps up. */
  void ship(Follower follower) {
    while (follower.sending == null
        && follower.next <= copy.lastIndex()
        && follower.next - follower.flushed() <= MOST_ENTRIES_UNDER_WAY) {
      send(follower, mostPerAppend);
    }
  }

  /**
   * A heartbeat: who missed something notices by it, and says so; and it hears what is committed. Who
   * gets a snapshot is asked how far it is.
   */
  void beat(Follower follower) {
    if (follower.sending == null) {
      send(follower, 0);
    } else if (follower.sending.stamp().index() < copy.log().base()) {
      begin(follower, copy.snapshot()); // behind the old one there is no log any more
    } else {
      follower.sending.beat();
    }
  }

  /** The follower hears what is committed, if it can make use of that. */
  void tellCommitted(Follower follower) {
    if (follower.sending == null) {
      send(follower, 0);
    }
  }

  /** The follower knows best where it stands: go on from there. */
  void onMissing(Follower follower, long after) {
    if (follower.sending != null && after < follower.sending.stamp().index()) {
      return; // it said so before it was offered a snapshot
    }
    follower.sending = null;
    Snapshot snapshot = copy.snapshotFor(after);
    if (after > copy.lastIndex()) {
      onDiverged(follower);
    } else if (snapshot != null) {
      begin(follower, snapshot);
    } else {
      follower.next = after + 1;
    }
  }

  /**
   * The follower has what we do not, and cannot cut it off. It says so again if there is no snapshot
   * yet. If nothing can be committed without it, it gets one that it makes committed itself.
   */
  void onDiverged(Follower follower) {
    Snapshot snapshot = copy.snapshotOf(epoch);
    Snapshot next = snapshot == null ? copy.nextOf(epoch) : null;
    if (next != null && completes.test(follower, next)) {
      snapshot = next;
    }
    if (snapshot != null && follower.sending == null) {
      begin(follower, snapshot);
    }
  }

  private void begin(Follower follower, Snapshot snapshot) {
    copy.noteSending(snapshot, follower.name);
    follower.next = snapshot.index() + 1;
    follower.sending = new SnapshotSending(
        snapshot,
        copy.bounds().mostUnderWay(),
        stamp -> host.send(follower.name, new SnapshotOffer(epoch, stamp)),
        chunk -> host.send(follower.name, new SnapshotChunk(epoch, chunk)));
    follower.sending.begin();
  }

  private void send(Follower follower, int most) {
    Log log = copy.log();
    follower.next = Math.max(follower.next, log.base() + 1); // there is nothing before
    long previous = follower.next - 1;
    List<Entry> entries = log.from(follower.next, most);
    follower.next += entries.size();
    host.send(
        follower.name,
        new Append(epoch, previous, log.epochAt(previous), entries, copy.committed()));
  }
}
