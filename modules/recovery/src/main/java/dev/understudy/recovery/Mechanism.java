package dev.understudy.recovery;

import dev.understudy.backup.RefusedBackupException;
import dev.understudy.storage.Disk;
import io.vertx.core.Future;

/** One of the ways in which a database was believed to be safe. */
interface Mechanism {

  /** Its name. */
  String title();

  /** What everybody believed of it. */
  String believed();

  /** Why it does not do that, as it has found itself; "" when it knows of nothing. */
  String cause();

  /**
   * Tries to bring the database back on an empty disk. To be called on the loop of whoever restores.
   *
   * @return what came back; fails and says what was found instead. Then the disk is empty
   */
  Future<Recovered> restoreInto(Disk place, Restoring restoring);

  /** There is nothing to restore, and this is what is there instead. */
  static <T> Future<T> nothing(String found) {
    return Future.failedFuture(new RefusedBackupException("%s", found));
  }
}
