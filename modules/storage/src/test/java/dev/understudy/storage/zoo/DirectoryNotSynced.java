package dev.understudy.storage.zoo;

import dev.understudy.storage.Disk;
import dev.understudy.storage.JournalTwin;
import io.vertx.core.Future;

/** Z17: a new segment is synced, but not the directory that leads to it (etcd issue 6368). */
public final class DirectoryNotSynced implements JournalTwin {
  @Override
  public Future<Void> syncDirectory(Disk disk) {
    return Future.succeededFuture();
  }
}
