package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Up to where the commits of a store are in a backup: what lies behind is kept until it is too. */
final class BackupMark {
  static final String FILE = "backed-up.json";
  private static final String LSN = "lsn";

  private final StoreFile file;
  private long lsn; // durable
  private Future<Void> lastWrite = Future.succeededFuture();

  /** Reads the mark of a disk. */
  BackupMark(Disk disk) {
    this.file = new StoreFile(disk, FILE);
    JsonObject json = file.read();
    this.lsn = json == null ? -1 : json.getLong(LSN, 0L);
  }

  /** The mark, -1 when there has never been one. */
  long lsn() {
    return lsn;
  }

  /** Moves the mark forward; a lower one than there is changes nothing. */
  Future<Void> raise(long newLsn) {
    lastWrite = lastWrite.transform(done -> newLsn <= lsn
        ? Future.succeededFuture()
        : file.write(new JsonObject().put(LSN, newLsn)).onSuccess(written -> lsn = newLsn));
    return lastWrite;
  }
}
