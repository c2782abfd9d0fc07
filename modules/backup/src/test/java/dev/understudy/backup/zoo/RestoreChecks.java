package dev.understudy.backup.zoo;

import static dev.understudy.backup.RememberedStore.opened;
import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.ForgedManifest;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.RememberedStore;
import dev.understudy.backup.Restore;
import dev.understudy.backup.WatchedDisk;
import dev.understudy.storage.SimulatedDisk;
import java.util.Random;

/** Restores that must come out right, or be refused: throws {@link AssertionError} otherwise. */
public final class RestoreChecks {
  private static final String MISSING = "000002-incremental";

  private final BackupTwin twin;
  private final RememberedStore source = new RememberedStore(1);
  private final SimulatedDisk vault = new SimulatedDisk(new Random(7));
  private final BackupTarget target = DirectoryTarget.on(vault, "the vault");

  private RestoreChecks(BackupTwin twin) {
    this.twin = twin;
    Backups backups = twin.backups(target, source.clock);
    result(backups.full(source.write(12).snapshot().write(3).store));
    for (int i = 0; i < 3; i++) {
      result(backups.incremental(source.write(5).store));
    }
  }

  /** All of them. */
  public static void everything(BackupTwin twin) {
    new RestoreChecks(twin).comesBack();
    new RestoreChecks(twin).everyTime();
    new RestoreChecks(twin).noLinkIsSkipped();
    new RestoreChecks(twin).onlyToAnEmptyPlace();
    new RestoreChecks(twin).onlyFilesOfAStore();
  }

  private void comesBack() {
    WatchedDisk place = new WatchedDisk();
    result(twin.restore(target).into(place));
    long hash = opened(place).stateHash();
    check(hash == source.hashAt(source.last()), "B1: another state came back");
  }

  private void everyTime() {
    for (long lsn = 12; lsn <= source.last(); lsn++) {
      WatchedDisk place = new WatchedDisk();
      result(twin.restore(target).toTime(source.timeOf(lsn)).into(place));
      long commits = source.commitsUpTo(source.timeOf(lsn));
      check(
          opened(place).lastLsn() == commits,
          "B3: not exactly the commits up to %s".formatted(source.timeOf(lsn)));
    }
  }

  private void noLinkIsSkipped() {
    for (String name : vault.list()) {
      if (name.startsWith(MISSING)) {
        vault.delete(name);
      }
    }
    isRefused(twin.restore(target), new WatchedDisk(), "B2", MISSING);
  }

  private void onlyToAnEmptyPlace() {
    WatchedDisk place = new WatchedDisk();
    place.open("somebody.elses").close();
    isRefused(twin.restore(target), place, "B7", "somebody.elses");
  }

  private void onlyFilesOfAStore() {
    ForgedManifest.withPiece(target, "000001-full", "endpoint.json");
    isRefused(twin.restore(target).toLink("000001-full"), new WatchedDisk(), "B7", "endpoint.json");
  }

  private static void isRefused(Restore restore, WatchedDisk place, String promise, String named) {
    int before = place.changes();
    Throwable cause = restore.into(place).cause();
    check(
        cause instanceof RefusedBackupException && cause.getMessage().contains(named),
        "%s: not refused with the name %s, but: %s".formatted(promise, named, cause));
    check(place.changes() == before, promise + ": the place was changed before");
  }

  private static void check(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
