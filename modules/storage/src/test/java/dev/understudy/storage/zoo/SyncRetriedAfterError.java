package dev.understudy.storage.zoo;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.JournalTwin;
import io.vertx.core.Future;

/** Z15: a failed sync is tried again, and believed when it succeeds (PostgreSQL's fsyncgate, 2018). */
public final class SyncRetriedAfterError implements JournalTwin {
  @Override
  public Future<Void> sync(Disk disk, DiskFile file) {
    return file.sync().recover(error -> disk.open(file.name()).sync());
  }
}
