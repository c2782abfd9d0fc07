package dev.understudy.replication;

import dev.understudy.replication.reads.ReadRules;
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

  /** Whether a leader changes the mode step by step, as the next four rules say. */
  protected boolean isJoint() {
    return true;
  }

  /** Whether it keeps to the new mode too, from the moment on at which it is asked to change. */
  protected boolean isJointAtOnce() {
    return isJoint();
  }

  /**
   * As safe as which mode entries must be before a leader that goes from one mode to another decides on
   * that. Whoever leads next is chosen of those in sync as long as SYNC holds, and of a majority
   * otherwise: what was promised to the one must be there for the other too.
   */
  protected Mode between(Mode from, Mode to) {
    return from == Mode.SYNC || to == Mode.SYNC ? Mode.QUORUM : to;
  }

  /** Whether what was there when the change began is so safe. */
  protected boolean isSafe(long reached, long begun) {
    return reached >= begun || !isJoint();
  }

  /** Whether it keeps to the old mode until a majority knows of the new one, not itself alone. */
  protected boolean isJointUntilKnown() {
    return isJoint();
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

  /** By which rules it lets others read. */
  protected ReadRules reads() {
    return new ReadRules();
  }
}
