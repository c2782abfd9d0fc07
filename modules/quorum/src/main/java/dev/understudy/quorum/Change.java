package dev.understudy.quorum;

import java.util.List;

/** What a node writes into its journal: applied in order, the changes give its {@link Shelf}. */
public sealed interface Change {
  /** A change as an entry of the journal, which has one type of entries. */
  record Entry(Change change) {}

  /**
   * A value of a key, and which write it is of.
   *
   * @param key the key
   * @param value null if the write was a delete: such a copy is a tombstone
   * @param version which write
   * @param deletedAtMillis of a tombstone when its coordinator made it, by that node's wall clock; else 0.
   *     A delete that was asked for twice has two coordinators, and so one version and two dates
   */
  record Copy(String key, String value, Version version, long deletedAtMillis) implements Change {
    /** What is known of a key that was never written. */
    static Copy absent(String key) {
      return new Copy(key, null, Version.NONE, 0);
    }

    /** Whether it says that the key is gone. */
    public boolean isTombstone() {
      return value == null && !version.equals(Version.NONE);
    }

    /** Whether it is of a later write than the other one, or of the same delete with a later date. */
    public boolean isNewerThan(Copy other) {
      int later = version.compareTo(other.version);
      return later > 0 || later == 0 && deletedAtMillis > other.deletedAtMillis;
    }

    /** The newest of some copies of one key. */
    static Copy newest(List<Copy> copies) {
      return copies.stream().reduce((a, b) -> b.isNewerThan(a) ? b : a).orElseThrow();
    }
  }

  /**
   * What a node has promised about the last write that it heard of from a client.
   *
   * @param client the client
   * @param sequence the client's number for the write
   * @param promised no attempt earlier than this is heard any more
   * @param accepted the attempt that gave the write its version here; {@link Ballot#NONE} if none did
   * @param version that version
   */
  record Claim(String client, long sequence, Ballot promised, Ballot accepted, Version version)
      implements Change {}

  /** A copy that is kept for its owner, who was silent. */
  record Hint(String owner, Copy copy) implements Change {}

  /** The owner has this copy, or a newer one: its hint is not needed any more. */
  record HandedOver(String owner, String key, Version version) implements Change {}

  /** The tombstone of this key is not needed any more. */
  record Dropped(String key) implements Change {}
}
