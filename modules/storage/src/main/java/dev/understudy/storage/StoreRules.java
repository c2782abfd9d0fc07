package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Session;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The rules on which the promises of a durable store stand beside those of its journal, one a
 * method, so that a broken twin can leave out exactly one.
 */
interface StoreRules {
  /** All of them. */
  StoreRules KEPT = new StoreRules() {};

  /** W7: up to which record commands may be applied, and so be seen. */
  default long mayApplyTo(WriteAheadLog log) {
    return log.durableLsn();
  }

  /** S1: what a client was answered is part of the state. */
  default Iterator<Map.Entry<String, Session>> sessions(
      Iterator<Map.Entry<String, Session>> sessions) {
    return sessions;
  }

  /**
   * S2: up to which record the journal may be cut: only what two snapshots hold may go, in case one
   * of them rots. A snapshot begun now would end with {@code applied}.
   */
  default long mayCutTo(List<SnapshotFile> whole, long applied) {
    return whole.size() < 2 ? 0 : whole.get(0).lsn();
  }

  /** S2: a snapshot counts only when its bytes are on the disk. */
  default Future<Void> sync(DiskFile snapshot) {
    return snapshot.sync();
  }

  /** S3: a snapshot counts only when every checksum fits and its end is there. */
  default boolean isWhole(boolean fits) {
    return fits;
  }

  /** S4: what a snapshot of a journal ends with is durable before it counts. */
  default Future<Void> flush(WriteAheadLog log) {
    return log.flush();
  }

  /** S4: which record a snapshot ends with. */
  default long lsnOfSnapshot(long applied, WriteAheadLog log) {
    return applied;
  }
}
