package dev.understudy.lab;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.Hold;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** The files of a store that nobody has open: they are copied without loading what they hold. */
final class ClosedStore implements HeldStore, BackupVerb.Source {
  private final DataFolder folder;
  private final StoreLoop loop = new StoreLoop();
  private final Disk disk;

  /** Keeps the folder until it is closed. */
  ClosedStore(DataFolder folder) {
    this.folder = folder;
    this.disk = new RealDisk(loop.vertx(), folder.path());
  }

  @Override
  public Map<String, StoreEndpoint.Verb> verbs() {
    return Map.of(StoreVerbs.BACKUP, new BackupVerb(this));
  }

  @Override
  public <T> T await(Supplier<Future<T>> work) throws InterruptedException {
    return loop.await(work);
  }

  @Override
  public Path folder() {
    return folder.path();
  }

  @Override
  public Vertx vertx() {
    return loop.vertx();
  }

  @Override
  public Hold hold() {
    return DurableStore.holdClosed(disk);
  }

  @Override
  public Future<Void> backedUpTo(long lsn) {
    return DurableStore.backedUpTo(disk, lsn);
  }

  @Override
  public DurableStore store() {
    throw new IllegalStateException("rows are read from a store that is open");
  }

  @Override
  public void close() {
    loop.close();
    folder.close();
  }
}
