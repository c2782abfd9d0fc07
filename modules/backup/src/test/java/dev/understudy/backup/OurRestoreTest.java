package dev.understudy.backup;

import dev.understudy.backup.suite.RestoreSuite;
import dev.understudy.storage.Disk;
import io.vertx.core.Future;

/** Our own restore before the suite that judges the exercise on verified restores. */
class OurRestoreTest extends RestoreSuite {
  @Override
  protected Future<?> restore(BackupTarget target, String id, Disk place) {
    return Restore.from(target).toLink(id).into(place);
  }

  @Override
  protected Future<Long> verify(BackupTarget target, String id, Disk scratch) {
    return Verification.of(target, new SettableClock())
        .ofLink(id)
        .on(scratch)
        .map(Verified::stateHash);
  }
}
