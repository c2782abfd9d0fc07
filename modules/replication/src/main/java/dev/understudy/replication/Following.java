package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.replication.Durability.Point;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Diverged;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import dev.understudy.replication.ReplicationMessage.SnapshotWanted;
import java.util.List;

/** What a follower does with what its leader sends. */
public final class Following {
  /** Gives up the entries from an index on. */
  public interface Cutter {
    void cutFrom(long index);
  }

  private final Copy copy;
  private final SnapshotReceiving receiving;
  private final Rules rules;

  /** Takes into this copy what a leader sends. */
  public Following(Copy copy, SnapshotReceiving receiving, Rules rules) {
    this.copy = copy;
    this.receiving = receiving;
    this.rules = rules;
  }

  /**
   * Takes over what fits behind its own entries, and applies what is committed.
   *
   * @return what to answer when that is durable
   */
  public Record take(Append append, Cutter cutter) {
    Log log = copy.log();
    if (append.previousIndex() < log.base()) {
      return takeBehindBase(append, cutter);
    }
    boolean isThere = log.has(append.previousIndex(), append.previousEpoch());
    if (!rules.fits(isThere, log.length() == 0)) {
      return refused(append, log);
    }
    long index = append.previousIndex();
    for (Entry entry : append.entries()) {
      index++;
      if (!log.has(index, entry.epoch())) {
        cutter.cutFrom(index);
        copy.add(entry);
      }
    }
    long last = index;
    InvariantBroken.unless(
        log.lastIndex() >= last,
        "R4 entries follow each other without a gap",
        () -> append + " was taken, and the log ends with " + log.lastIndex());
    copy.commit(Math.min(append.committed(), index), false);
    copy.applyUpTo(copy.committed(), (applied, request, answer) -> {}); // the leader answers
    return new Flushed(append.epoch(), index, rules.toldApplied(copy.applied(), index));
  }

  private Record refused(Append append, Log log) {
    if (append.previousIndex() == log.base()) {
      copy.hasParted();
      return new Diverged(append.epoch());
    }
    return new Missing(append.epoch(), log.lastAgreementBefore(append.previousIndex() + 1));
  }

  /** A snapshot stands for some of these entries: of those only the last can be compared. */
  private Record takeBehindBase(Append append, Cutter cutter) {
    long base = copy.log().base();
    List<Entry> entries = append.entries();
    int behind = (int) Math.min(base - append.previousIndex(), entries.size() + 1);
    if (behind > entries.size()) {
      return new Missing(append.epoch(), base);
    }
    long epochThere = entries.get(behind - 1).epoch();
    List<Entry> rest = entries.subList(behind, entries.size());
    return take(new Append(append.epoch(), base, epochThere, rest, append.committed()), cutter);
  }

  /** Says from which chunk on it wants a snapshot, or why it needs none. */
  public Record onOffer(SnapshotOffer offer) {
    if (!copy.mayBeReplacedBy(offer.stamp())) {
      return declined(offer.epoch(), offer.stamp());
    }
    receiving.begin(offer.stamp());
    return new SnapshotWanted(offer.epoch(), offer.stamp(), receiving.wanted());
  }

  /** Takes a chunk; with the last one the snapshot replaces the log. */
  public Record onChunk(SnapshotChunk message) {
    Stamp stamp = message.chunk().stamp();
    if (!copy.mayBeReplacedBy(stamp)) {
      return declined(message.epoch(), stamp);
    }
    if (receiving.take(message.chunk())) {
      return new Flushed(message.epoch(), stamp.index(), copy.applied());
    }
    Stamp at = receiving.stamp() == null ? stamp : receiving.stamp();
    return new SnapshotWanted(message.epoch(), at, receiving.wanted());
  }

  /** We have what it stands for, or may have: then the next entries will tell. */
  private Record declined(long epoch, Stamp stamp) {
    return copy.log().has(stamp.index(), stamp.epoch())
        ? new Flushed(epoch, stamp.index(), copy.applied())
        : new Missing(epoch, copy.log().base());
  }

  /** Whether the leader is to hear of these entries before they are flushed. */
  static boolean isToldWritten(Append append) {
    for (Entry entry : append.entries()) {
      Request request = entry.request();
      if (request != null && !request.wish().isEmpty()) {
        Durability wish = Durability.wished(request.wish());
        if (wish != null && wish.point() == Point.WRITTEN) {
          return true;
        }
      }
    }
    return false;
  }
}
