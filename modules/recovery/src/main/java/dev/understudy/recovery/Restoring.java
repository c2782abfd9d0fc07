package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Job;
import dev.understudy.backup.Pace;
import dev.understudy.backup.Restore;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/**
 * How whoever restores does it.
 *
 * @param clock the date
 * @param options of the store
 */
record Restoring(Clock clock, DurableStore.Options options) {

  /** Restores the newest chain of a target, which can be read so fast, and opens the store. */
  Future<Recovered> from(BackupTarget target, long bytesPerSecond, Disk place) {
    Vertx vertx = Vertx.currentContext().owner();
    return Restore.from(target)
        .as(Job.plain().withPace(Pace.bytesPerSecond(vertx, bytesPerSecond)))
        .into(place)
        .compose(restored -> opened(place));
  }

  /** Opens the store of a disk, looks how far it reaches, and closes it again. */
  Future<Recovered> opened(Disk place) {
    return DurableStore.open(place, options, clock, "0".repeat(32)).map(store -> {
      Recovered recovered = new Recovered(store.lastLsn(), store.lastTime());
      store.close();
      return recovered;
    });
  }
}
