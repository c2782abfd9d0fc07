package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Retention;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/**
 * Backups in another region whose log is archived again and again, so that any moment can be restored:
 * if somebody has said where to.
 */
final class LogArchive implements Mechanism {
  private final Machine database;
  private final Optional<BackupTarget> region;
  private final long bytesPerSecond;
  private final Clock clock;
  private Future<?> jobs = Future.succeededFuture();
  private long archived = -1; // the last commit that is there

  LogArchive(Machine database, Optional<BackupTarget> region, long bytesPerSecond, Clock clock) {
    this.database = database;
    this.region = region;
    this.bytesPerSecond = bytesPerSecond;
    this.clock = clock;
  }

  /** Makes a link of this kind when the jobs before have ended; nothing without a target. */
  void run(Kind kind) {
    region.ifPresent(target ->
        jobs = jobs.transform(before -> database.work(store -> make(kind, target, store))));
  }

  private Future<Void> make(Kind kind, BackupTarget target, DurableStore store) {
    if (kind == Kind.LOG && store.lastLsn() == archived) {
      return Future.succeededFuture();
    }
    Backups backups = Backups.of(target, clock);
    return backups
        .create(kind, store::hold)
        .onSuccess(link -> archived = link.manifest().to().lsn())
        .compose(link -> store.backedUpTo(link.manifest().to().lsn()))
        .compose(noted ->
            kind == Kind.FULL ? backups.prune(Retention.keepFull(1)) : Future.succeededFuture())
        .mapEmpty();
  }

  @Override
  public String title() {
    return "log archive";
  }

  @Override
  public String believed() {
    return "any moment can be restored from the archived log";
  }

  @Override
  public String cause() {
    return region.isEmpty() ? "it was never set up: no target was given" : "";
  }

  @Override
  public Future<Recovered> restoreInto(Disk place, Restoring restoring) {
    return region.isEmpty()
        ? Mechanism.nothing("there is no archive")
        : restoring.from(region.get(), bytesPerSecond, place);
  }
}
