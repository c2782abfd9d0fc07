package dev.understudy.storage.zoo;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.JournalTwin;
import io.vertx.core.Future;

/** Z14: asks for the sync and acknowledges without waiting for it (etcd issue 14370). */
public final class AcknowledgeBeforeSync implements JournalTwin {
  @Override
  public Future<Void> sync(Disk disk, DiskFile file) {
    file.sync();
    return Future.succeededFuture();
  }
}
