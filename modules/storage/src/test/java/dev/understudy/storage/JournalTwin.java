package dev.understudy.storage;

import io.vertx.core.Future;

/**
 * A journal in which a rule may be left out: as it stands, the real one; with a method overridden, a
 * broken twin.
 */
public interface JournalTwin {

  /** Makes a file durable before its records are acknowledged. */
  default Future<Void> sync(Disk disk, DiskFile file) {
    return file.sync();
  }

  /** Makes a new segment durable before its records are acknowledged. */
  default Future<Void> syncDirectory(Disk disk) {
    return disk.syncDirectory();
  }

  /** Decides whether a record counts, knowing whether its payload matches its checksum. */
  default boolean isIntact(boolean payloadMatches) {
    return payloadMatches;
  }

  /** Decides whether damage may be cut away. */
  default boolean mayCut(long firstDamagedLsn, long highestDurableMark) {
    return firstDamagedLsn > highestDurableMark;
  }

  /** Opens the journal of a disk under these rules. */
  default Future<Recovered> open(Disk disk, WriteAheadLog.Options options) {
    JournalTwin twin = this;
    return WriteAheadLog.open(disk, options, new JournalRules() {
      @Override
      public Future<Void> sync(Disk disk, DiskFile file) {
        return twin.sync(disk, file);
      }

      @Override
      public Future<Void> syncDirectory(Disk disk) {
        return twin.syncDirectory(disk);
      }

      @Override
      public boolean isIntact(boolean payloadMatches) {
        return twin.isIntact(payloadMatches);
      }

      @Override
      public boolean mayCut(long firstDamagedLsn, long highestDurableMark) {
        return twin.mayCut(firstDamagedLsn, highestDurableMark);
      }
    });
  }
}
