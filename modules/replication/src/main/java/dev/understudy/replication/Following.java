package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.replication.Durability.Point;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;

/** What a follower does with what its leader sends. */
public final class Following {
  /** Gives up the entries from an index on. */
  public interface Cutter {
    void cutFrom(long index);
  }

  private final Copy copy;
  private final Rules rules;

  /** Takes into this copy what a leader sends. */
  public Following(Copy copy, Rules rules) {
    this.copy = copy;
    this.rules = rules;
  }

  /**
   * Takes over what fits behind its own entries, and applies what is committed.
   *
   * @return what to answer when that is durable
   */
  public Record take(Append append, Cutter cutter) {
    Log log = copy.log();
    if (!log.has(append.previousIndex(), append.previousEpoch())) {
      long after = log.lastAgreementBefore(append.previousIndex() + 1);
      return new Missing(append.epoch(), after);
    }
    long index = append.previousIndex();
    for (Entry entry : append.entries()) {
      index++;
      if (!log.has(index, entry.epoch())) {
        cutter.cutFrom(index);
        copy.add(entry);
      }
    }
    copy.commit(Math.min(append.committed(), index), false);
    copy.applyUpTo(copy.committed(), (applied, request, answer) -> {}); // the leader answers
    return new Flushed(append.epoch(), index, rules.toldApplied(copy.applied(), index));
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
