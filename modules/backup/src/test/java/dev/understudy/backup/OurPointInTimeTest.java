package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.suite.Archive;
import dev.understudy.backup.suite.PointInTimeSuite;
import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import java.time.Instant;
import java.util.Random;

/** Our own restore before the suite that judges the exercise on points in time. */
class OurPointInTimeTest extends PointInTimeSuite {
  @Override
  protected Found restoreTo(Archive archive, Instant time) {
    return found(Restore.from(archive.target()).toTime(time));
  }

  @Override
  protected Found restoreBeforeDeleteOf(Archive archive, String key) {
    long mistake = archive.links().stream()
        .flatMap(link -> archive.commits(link).stream())
        .filter(one -> one.commit().command() instanceof Command.Delete
            && one.commit().command().key().equals(key))
        .mapToLong(Archive.Numbered::lsn)
        .max()
        .orElseThrow(() -> new RefusedBackupException("nobody has deleted %s", key));
    return found(Restore.from(archive.target()).toIndex(mistake - 1));
  }

  private static Found found(Restore restore) {
    SimulatedDisk place = new SimulatedDisk(new Random(3));
    result(restore.into(place));
    DurableStore store = RememberedStore.opened(place);
    return new Found(store.lastLsn(), store.content());
  }
}
