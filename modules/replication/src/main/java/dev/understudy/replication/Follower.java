package dev.understudy.replication;

import dev.understudy.replication.Durability.Point;

/** What a leader knows of one follower. */
final class Follower {
  /** The same as a value. */
  record State(
      String name,
      long next,
      long written,
      long flushed,
      long applied,
      long version,
      boolean isJoining,
      boolean isAnew,
      long mustReach,
      SnapshotSending.State sending) {}

  final String name;

  /** The index of the next entry to send: runs ahead of what is flushed, hoping for the best. */
  long next;

  /** It has our entries up to this index, though perhaps not on its disk. */
  private long written;

  /** Its disk holds our entries up to this index. */
  private long flushed;

  /** It has applied our entries up to this index. */
  private long applied;

  /** The version of this epoch's configuration that it has saved; -1 if none. */
  private long version;

  /** Is about to be in sync: until the next heartbeat nothing is acknowledged without it. */
  boolean isJoining;

  /** Has lost its disk, and is no member until it has caught up: it is sent entries, and not counted. */
  private boolean isAnew;

  private long mustReach; // then, up to this index

  /** What hands it a snapshot; null while it gets the log. */
  SnapshotSending sending;

  Follower(String name, long next, long version) {
    this.name = name;
    this.next = next;
    this.version = version;
  }

  /** All that we counted on is lost with its disk; it must have our entries up to this index. */
  void startsAnew(long index) {
    isAnew = true;
    mustReach = index;
    written = 0;
    flushed = 0;
    applied = 0;
    version = -1;
    isJoining = false;
  }

  /** It is a member, and says so. */
  void counts() {
    isAnew = false;
  }

  boolean isAnew() {
    return isAnew;
  }

  /** Whether it holds what it must, to be a member again. */
  boolean hasReachedWhatItMust() {
    return flushed >= mustReach;
  }

  void hasWritten(long index) {
    written = Math.max(written, index);
  }

  void hasFlushed(long index) {
    hasWritten(index);
    flushed = Math.max(flushed, index);
    next = Math.max(next, index + 1);
    if (sending != null && index >= sending.stamp().index()) {
      sending = null;
    }
  }

  void hasApplied(long index) {
    applied = Math.max(applied, Math.min(index, flushed));
  }

  void hasSaved(long saved) {
    version = Math.max(version, saved);
  }

  long written() {
    return written;
  }

  long flushed() {
    return flushed;
  }

  long applied() {
    return applied;
  }

  long version() {
    return version;
  }

  /** How far it has come with our log, as far as that may be counted on. */
  long position(Point point) {
    if (isAnew) {
      return 0;
    }
    return switch (point) {
      case WRITTEN -> written;
      case FLUSHED -> flushed;
      case APPLIED -> applied;
    };
  }

  State state() {
    return new State(
        name,
        next,
        written,
        flushed,
        applied,
        version,
        isJoining,
        isAnew,
        mustReach,
        sending == null ? null : sending.state());
  }
}
