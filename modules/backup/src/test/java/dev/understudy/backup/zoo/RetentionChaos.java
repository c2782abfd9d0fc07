package dev.understudy.backup.zoo;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Contents;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Link;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.RememberedStore;
import dev.understudy.backup.Restore;
import dev.understudy.backup.Retention;
import dev.understudy.backup.WatchedDisk;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import java.util.Random;

/**
 * Prunes three chains down to one and cuts the power at every change in turn. Throws {@link
 * AssertionError} when B5 does not hold: when a link is left that cannot be restored.
 */
public final class RetentionChaos {
  private final BackupTwin twin;

  public RetentionChaos(BackupTwin twin) {
    this.twin = twin;
  }

  /** Returns how many interruptions there were. */
  public int interruptEverywhere() {
    int interruptions = 0;
    for (UnsyncedLoss loss : UnsyncedLoss.values()) {
      int change = 1;
      while (isInterrupted(loss, change)) {
        change++;
      }
      interruptions += change - 1;
    }
    return interruptions;
  }

  private boolean isInterrupted(UnsyncedLoss loss, int change) {
    RememberedStore source = new RememberedStore(3);
    WatchedDisk vault = new WatchedDisk(new SimulatedDisk(new Random(change)));
    BackupTarget target = DirectoryTarget.on(vault, "the vault");
    for (int i = 0; i < 3; i++) {
      result(twin.backups(target, source.clock).full(source.write(3).store));
      result(twin.backups(target, source.clock).incremental(source.write(2).store));
      result(twin.backups(target, source.clock).log(source.write(2).store));
    }
    vault.disk.unsyncedLoss(loss);
    vault.dieAt(change);
    boolean isDone =
        twin.backups(target, source.clock).prune(Retention.keepFull(1)).succeeded();
    vault.recover();
    vault.disk.crash();
    checkAll(target, change);
    result(twin.backups(target, source.clock).prune(Retention.keepFull(1)));
    checkAll(target, change);
    return !isDone;
  }

  private static void checkAll(BackupTarget target, int change) {
    for (Link link : Contents.of(target).links()) {
      try {
        result(Restore.from(target).toLink(link.id()).into(new SimulatedDisk(new Random(1))));
      } catch (RefusedBackupException refused) {
        throw new AssertionError("B5: after an interruption at change %d %s is left, but: %s"
            .formatted(change, link.id(), refused.getMessage()));
      }
    }
  }
}
