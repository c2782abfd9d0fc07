package dev.understudy.replication.standby;

import dev.understudy.replication.Copy;
import dev.understudy.replication.ReplicationMessage.Append;

/**
 * The rules of a tree of standbys. They are here one by one so that a broken twin can leave out one.
 */
public class TreeRules {
  /**
   * Whether who goes by the first label may feed who goes by the second. Nobody below a standby has a
   * better label than it, so none of them does, and there is no cycle.
   */
  protected boolean mayFeed(Label upstream, Label downstream) {
    return upstream.isBetterThan(downstream);
  }

  /** Up to where others are fed: what is not committed may be cut by the next leader. */
  protected long fedUpTo(long committed, long lastIndex) {
    return committed;
  }

  /**
   * Whether an upstream whose last entry this is holds all that a downstream has: the later epoch
   * decides, since a leader has what was committed before it.
   */
  protected boolean holds(long epoch, long index, long downstreamEpoch, long downstreamIndex) {
    return epoch > downstreamEpoch || epoch == downstreamEpoch && index >= downstreamIndex;
  }

  /** Where what an upstream sends is put: behind the entry that it names, or nowhere. */
  protected Append placed(Append append, Copy copy) {
    return append;
  }

  /**
   * The label that a standby goes by after a restart, until it hears a better one: no worse than what it
   * told others before, who may still follow it.
   */
  protected Label remembered(Label told) {
    return told;
  }

  /** How many entries may be under way to one downstream; what else it lacks stays in the log. */
  protected int mostEntriesUnderWay() {
    return 1024;
  }

  /** How many beats ahead a standby saves its label, lest every beat cost a flush. */
  protected int beatsAhead() {
    return 10;
  }
}
