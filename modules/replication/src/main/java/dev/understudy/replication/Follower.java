package dev.understudy.replication;

/** What a leader knows of one follower. */
final class Follower {
  private static final int MOST_ENTRIES_UNDER_WAY = 4096;
  private static final int FULL_MESSAGE = 256; // entries

  final String name;

  /** The index of the next entry to send: runs ahead of what is flushed, hoping for the best. */
  long next;

  /** Its disk holds our entries up to this index. */
  long flushed;

  /** Was sent entries and has not answered since; a heartbeat ends the waiting. */
  boolean isAwaited;

  /** The version of this epoch's in-sync set that it has saved; -1 if none. */
  long inSyncVersion = -1;

  /** Is about to be in sync: until the next heartbeat nothing is acknowledged without it. */
  boolean isJoining;

  Follower(String name, long next) {
    this.name = name;
    this.next = next;
  }

  void hasFlushed(long index) {
    isAwaited = false;
    flushed = Math.max(flushed, index);
    next = Math.max(next, index + 1);
  }

  /** It knows best where it stands: go on from there. */
  void isMissing(long after) {
    isAwaited = false;
    next = after + 1;
  }

  /**
   * True if entries are to be sent now. While an answer is awaited they gather until they fill a
   * message, so that under load fewer and fuller messages travel (Nagle, RFC 896).
   */
  boolean isDue(long lastIndex) {
    long gathered = lastIndex - next + 1;
    return gathered > 0
        && next - flushed <= MOST_ENTRIES_UNDER_WAY
        && (!isAwaited || gathered >= FULL_MESSAGE);
  }

  void wasSent(int entries) {
    next += entries;
    isAwaited = entries > 0;
  }

  void hasSaved(long version) {
    inSyncVersion = Math.max(inSyncVersion, version);
  }
}
