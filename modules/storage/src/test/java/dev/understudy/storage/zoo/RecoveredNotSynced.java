package dev.understudy.storage.zoo;

import dev.understudy.storage.DiskFile;
import dev.understudy.storage.JournalTwin;
import io.vertx.core.Future;

/** Hands out what recovery has read without making it durable: it may be in the page cache only. */
public final class RecoveredNotSynced implements JournalTwin {
  @Override
  public Future<Void> syncRecovered(DiskFile file) {
    return Future.succeededFuture();
  }
}
