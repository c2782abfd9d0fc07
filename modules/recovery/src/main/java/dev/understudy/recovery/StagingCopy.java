package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.Retention;
import dev.understudy.storage.Disk;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;

/** A copy of the whole volume for those who try things out: now and then, on a slow disk. */
final class StagingCopy implements Mechanism {
  private final Machine database;
  private final BackupTarget staging;
  private final long bytesPerSecond;
  private final Clock clock;
  private Instant newest;

  StagingCopy(Machine database, BackupTarget staging, long bytesPerSecond, Clock clock) {
    this.database = database;
    this.staging = staging;
    this.bytesPerSecond = bytesPerSecond;
    this.clock = clock;
  }

  /** What is done each day, or by hand. */
  void run() {
    Backups backups = Backups.of(staging, clock);
    database.work(backups::full).onSuccess(link -> {
      newest = link.manifest().created();
      // One may still be being read.
      backups.prune(Retention.keepFull(2));
    });
  }

  @Override
  public String title() {
    return "volume snapshot for staging";
  }

  @Override
  public String believed() {
    return "not counted as a backup: it is there to try things out";
  }

  @Override
  public String cause() {
    return "taken every 24 hours for another purpose, and once by hand; the newest is of " + newest
        + ", on a disk that reads " + bytesPerSecond + " bytes a second";
  }

  @Override
  public Future<Recovered> restoreInto(Disk place, Restoring restoring) {
    return restoring.from(staging, bytesPerSecond, place);
  }
}
