package dev.understudy.storage;

import io.vertx.core.Future;

/**
 * The rules on which the journal's promises stand, one a method, so that a broken twin can leave out
 * exactly one and the checks can prove that they notice.
 */
interface JournalRules {
  /** All of them. */
  JournalRules KEPT = new JournalRules() {};

  /** A record may be acknowledged when the sync of its file has succeeded, and at no other time. */
  default Future<Void> sync(Disk disk, DiskFile file) {
    return file.sync();
  }

  /** A new segment exists after a crash only when the directory was synced. */
  default Future<Void> syncDirectory(Disk disk) {
    return disk.syncDirectory();
  }

  /** A payload counts only when it is the one that was written. */
  default boolean isIntact(boolean payloadMatches) {
    return payloadMatches;
  }

  /** Only what nobody was ever promised may be cut. */
  default boolean mayCut(long firstDamagedLsn, long highestDurableMark) {
    return firstDamagedLsn > highestDurableMark;
  }
}
