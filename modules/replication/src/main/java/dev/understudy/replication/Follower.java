package dev.understudy.replication;

/** What a leader knows of one follower. */
final class Follower {
  /** The same as a value. */
  record State(String name, long next, long flushed, long inSyncVersion, boolean isJoining) {}

  final String name;

  /** The index of the next entry to send: runs ahead of what is flushed, hoping for the best. */
  long next;

  /** Its disk holds our entries up to this index. */
  long flushed;

  /** The version of this epoch's in-sync set that it has saved; -1 if none. */
  long inSyncVersion = -1;

  /** Is about to be in sync: until the next heartbeat nothing is acknowledged without it. */
  boolean isJoining;

  Follower(String name, long next) {
    this.name = name;
    this.next = next;
  }

  void hasFlushed(long index) {
    flushed = Math.max(flushed, index);
    next = Math.max(next, index + 1);
  }

  State state() {
    return new State(name, next, flushed, inSyncVersion, isJoining);
  }

  void hasSaved(long version) {
    inSyncVersion = Math.max(inSyncVersion, version);
  }
}
