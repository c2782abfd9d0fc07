import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.suite.RestoreSuite;
import dev.understudy.storage.Disk;
import io.vertx.core.Future;

/** Hands your class to the suite that also judges {@code dev.understudy.backup.Restore}. */
class VerifiedRestoreTrial extends RestoreSuite {
  @Override
  protected Future<Void> restore(BackupTarget target, String id, Disk place) {
    return new VerifiedRestore(target).restore(id, place);
  }

  @Override
  protected Future<Long> verify(BackupTarget target, String id, Disk scratch) {
    return new VerifiedRestore(target).verify(id, scratch);
  }
}
