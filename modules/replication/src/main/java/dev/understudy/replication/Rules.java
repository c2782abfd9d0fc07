package dev.understudy.replication;

import dev.understudy.replication.standby.TreeRules;
import dev.understudy.storage.ExactlyOnceStore.Session;
import java.util.SortedMap;

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

  /**
   * Whether who begins with an empty disk, and had another one before, must join anew: it has
   * forgotten what it promised, and the entries that it was counted for.
   */
  protected boolean joinsAnew() {
    return true;
  }

  /**
   * How many of the others must tell who joins anew what they obey. A majority of all shares a member
   * with them, though it may have counted on the lost disk: it has so many more.
   */
  protected int answersNeeded(int others) {
    return others / 2 + 1;
  }

  /** How safe a write is made whose client wishes for this; null for what the mode says. */
  protected Durability kept(Durability wish) {
    return wish;
  }

  /** Whether a leader that changes the mode keeps to the old one too, until the new one is known. */
  protected boolean isJoint() {
    return true;
  }

  /** Whether it keeps to the old one until a majority knows of the new one, not itself alone. */
  protected boolean isJointUntilKnown() {
    return true;
  }

  /** Whether a leader waits for its followers again, so many of which hold what it had lately. */
  protected boolean waitsAgain(boolean hasCaughtUp) {
    return hasCaughtUp;
  }

  /** S4: whether a snapshot up to this index may be used when so much is known to be committed. */
  protected boolean mayStandFor(long index, long committed) {
    return index <= committed;
  }

  /** S3: whether a snapshot that came in chunks may replace the log. */
  protected boolean isWhole(Snapshot snapshot) {
    return snapshot.isWhole();
  }

  /** S1: what is known of clients when one goes on from a snapshot that says this of them. */
  protected SortedMap<String, Session> sessions(SortedMap<String, Session> sessions) {
    return sessions;
  }

  /**
   * R4: whether entries fit behind ours.
   *
   * @param isThere whether we have the entry that they stand behind
   * @param isEmpty whether we have none but those that a snapshot stands for
   */
  protected boolean fits(boolean isThere, boolean isEmpty) {
    return isThere;
  }

  /** By which rules it feeds standbys. */
  protected TreeRules tree() {
    return new TreeRules();
  }

  /** How far a follower says that it has applied the log, which it has flushed up to here. */
  protected long toldApplied(long applied, long flushed) {
    return applied;
  }
}
