package dev.understudy.replication;

import dev.understudy.replication.reads.ReadRules;

/**
 * The rules of a replica, each of which somebody has left out in life. They are here one by one so that
 * a broken twin can leave out one.
 */
public class Rules {
  /** How many copies a mode asks for, of so many members; SEMI_SYNC waits for so many followers. */
  protected int copies(Mode mode, int members, int followers) {
    return mode.copies(members, followers);
  }

  /**
   * Whether an entry of this epoch may be committed by counting its copies, in the epoch of now. One
   * of an earlier epoch may not, for a later leader might not have it; it is committed with the first
   * entry of our own epoch behind it (Raft §5.4.2).
   */
  protected boolean isOurs(long epochOfEntry, long epoch) {
    return epochOfEntry == epoch;
  }

  /**
   * Whether a follower that has flushed so much holds all that was ever acknowledged: what we have
   * committed, and what earlier leaders may have, which lies before our own first entry.
   */
  protected boolean hasCaughtUp(long flushed, long committed, long ledFrom) {
    return flushed > ledFrom && flushed >= committed;
  }

  /**
   * Whether so many members who know a configuration are enough for it to be followed: every operator
   * hears from a majority, and so from one that knows.
   */
  protected boolean isKnown(int know, int members) {
    return know > members / 2;
  }

  /** An epoch is promised once, or two operators could each have a leader for it. */
  protected boolean mayPromise(long surveyed, long epoch) {
    return surveyed > epoch;
  }

  /** How safe a write is made whose client wishes for this; null for what the mode says. */
  protected Durability kept(Durability wish) {
    return wish;
  }

  /** Whether a leader that changes the mode keeps to the old one too, until the new one is known. */
  protected boolean isJoint() {
    return true;
  }

  /** Whether a leader waits for its followers again, so many of which hold what it had lately. */
  protected boolean waitsAgain(boolean hasCaughtUp) {
    return hasCaughtUp;
  }

  /** How far a follower says that it has applied the log, which it has flushed up to here. */
  protected long toldApplied(long applied, long flushed) {
    return applied;
  }

  /** By which rules it lets others read. */
  protected ReadRules reads() {
    return new ReadRules();
  }
}
