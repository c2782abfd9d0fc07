package dev.understudy.storage.zoo;

import dev.understudy.storage.StoreTwin;
import dev.understudy.storage.WriteAheadLog;

/** S4: stamps a snapshot with the last record written, which is neither durable nor applied. */
public final class SnapshotOfTheFuture implements StoreTwin {
  @Override
  public long lsnOfSnapshot(long applied, WriteAheadLog log) {
    return log.lastLsn();
  }
}
