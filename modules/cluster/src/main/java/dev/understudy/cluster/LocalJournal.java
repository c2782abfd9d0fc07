package dev.understudy.cluster;

import dev.understudy.storage.RealDisk;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/**
 * The journal of a local node in a folder of the machine. A crash is that of a process: what was
 * written stays, flushed or not, for the system has it.
 */
final class LocalJournal implements Journal {
  private final Vertx vertx;
  private final Path folder;
  private final RecordCodec codec;
  private volatile LivingDisk disk; // of this life, as the journal is; null before the first one
  private WalJournal journal;

  LocalJournal(Vertx vertx, Path folder, RecordCodec codec) {
    this.vertx = vertx;
    this.folder = folder;
    this.codec = codec;
  }

  @Override
  public Future<Recovered> open() {
    LivingDisk living = new LivingDisk(new RealDisk(vertx, folder));
    disk = living;
    journal = new WalJournal(living, codec, loss -> {});
    return journal.open();
  }

  @Override
  public void save(Object state) {
    journal.save(state);
  }

  @Override
  public void append(Object entry) {
    journal.append(entry);
  }

  @Override
  public void truncate(long length) {
    journal.truncate(length);
  }

  @Override
  public boolean isCompacting() {
    return journal.isCompacting();
  }

  @Override
  public Future<Void> compact(long index, List<?> snapshot) {
    return journal.compact(index, snapshot);
  }

  @Override
  public void replace(long index, List<?> snapshot) {
    journal.replace(index, snapshot);
  }

  @Override
  public Future<Void> flush() {
    return journal.flush();
  }

  @Override
  public void crash(UnsyncedLoss unflushed) {
    if (disk != null) {
      disk.die();
    }
  }
}
