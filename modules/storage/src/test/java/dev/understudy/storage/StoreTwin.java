package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Session;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A durable store in which a rule may be left out: as it stands, the real one; with a method
 * overridden, a broken twin.
 */
public interface StoreTwin {

  /** Says up to which record commands may be applied. */
  default long mayApplyTo(WriteAheadLog log) {
    return StoreRules.KEPT.mayApplyTo(log);
  }

  /** Says which sessions belong into a snapshot. */
  default Iterator<Map.Entry<String, Session>> sessions(
      Iterator<Map.Entry<String, Session>> sessions) {
    return sessions;
  }

  /** Says up to which record the journal may be cut. */
  default long mayCutTo(List<SnapshotFile> whole, long applied) {
    return StoreRules.KEPT.mayCutTo(whole, applied);
  }

  /** Makes a piece of a snapshot durable. */
  default Future<Void> sync(DiskFile snapshot) {
    return snapshot.sync();
  }

  /** Decides whether a snapshot counts, knowing whether a checksum fits or its end is there. */
  default boolean isWhole(boolean fits) {
    return fits;
  }

  /** Makes durable what a snapshot of a journal ends with. */
  default Future<Void> flush(WriteAheadLog log) {
    return log.flush();
  }

  /** Says which record a snapshot ends with. */
  default long lsnOfSnapshot(long applied, WriteAheadLog log) {
    return applied;
  }

  /** Opens the store of a disk under these rules. */
  default Future<DurableStore> open(
      Disk disk, DurableStore.Options options, Clock clock, String system) {
    return DurableStore.open(disk, options, clock, system, rules());
  }

  /** Opens the journal of a disk, with snapshots, under these rules. */
  default Future<SnapshotJournal.Opened> openJournal(Disk disk, DurableStore.Options options) {
    return SnapshotJournal.open(disk, options, rules());
  }

  private StoreRules rules() {
    StoreTwin twin = this;
    return new StoreRules() {
      @Override
      public long mayApplyTo(WriteAheadLog log) {
        return twin.mayApplyTo(log);
      }

      @Override
      public Iterator<Map.Entry<String, Session>> sessions(
          Iterator<Map.Entry<String, Session>> sessions) {
        return twin.sessions(sessions);
      }

      @Override
      public long mayCutTo(List<SnapshotFile> whole, long applied) {
        return twin.mayCutTo(whole, applied);
      }

      @Override
      public Future<Void> sync(DiskFile snapshot) {
        return twin.sync(snapshot);
      }

      @Override
      public boolean isWhole(boolean fits) {
        return twin.isWhole(fits);
      }

      @Override
      public Future<Void> flush(WriteAheadLog log) {
        return twin.flush(log);
      }

      @Override
      public long lsnOfSnapshot(long applied, WriteAheadLog log) {
        return twin.lsnOfSnapshot(applied, log);
      }
    };
  }
}
