package dev.understudy.replication;

/** What can be read from the state of a replica. */
public interface Observed {
  /** Where its log begins. */
  Copy.Front front();

  /** What there is of a snapshot. */
  SnapshotReceiving.State receiving();

  /** On which disk it is, and whether as a member. */
  Disks disks();

  /** What it knows as a leader; null while it follows. */
  Leading.State leading();

  /** The index before the first of the log: so far a snapshot stands for it. */
  default long logStart() {
    return front().base() == null ? 0 : front().base().index();
  }

  /** Up to where a snapshot goes of which it has a part; 0 if there is none. */
  default long receivingUpTo() {
    return receiving().chunks() == 0 ? 0 : receiving().stamp().index();
  }

  /** True if it leads. */
  default boolean isLeading() {
    return leading() != null;
  }

  /** False while it joins anew, having lost its disk. */
  default boolean isMember() {
    return disks().joined();
  }

  /** Where this replica's log ended when it began to lead; -1 while it follows. */
  default long ledFrom() {
    return leading() == null ? -1 : leading().ledFrom();
  }

  /** Whether it goes on without the followers that SEMI_SYNC waits for. */
  default boolean isAlone() {
    return leading() != null && leading().isAlone();
  }

  /** How often that came to be while it has led. */
  default long fallbacks() {
    return leading() == null ? 0 : leading().fallbacks();
  }

  /** Up to where it believes that this follower's disk holds its log; 0 while it follows itself. */
  default long flushedBy(String follower) {
    return leading() == null ? 0 : leading().flushedBy(follower);
  }
}
