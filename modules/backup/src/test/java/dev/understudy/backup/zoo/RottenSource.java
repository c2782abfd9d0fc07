package dev.understudy.backup.zoo;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.RememberedStore;
import dev.understudy.storage.SimulatedDisk;
import java.util.Random;

/**
 * A store whose disk rots before it is backed up: every checksum of the backup is right, and it is
 * worth nothing. Throws {@link AssertionError} when B6 does not hold.
 */
public final class RottenSource {
  private static final int IN_A_PAYLOAD = 60;

  private RottenSource() {}

  /** Backs it up and tries to verify it. */
  public static void isNeverVerified(BackupTwin twin) {
    RememberedStore source = new RememberedStore(1).write(10);
    source.disk.corrupt("wal-0000000000000001.log", IN_A_PAYLOAD, 1);
    BackupTarget target = DirectoryTarget.on(new SimulatedDisk(new Random(2)), "the vault");
    result(twin.backups(target, source.clock).full(source.store));
    boolean isVerified = twin.verification(target, source.clock)
        .withOptions(RememberedStore.SMALL)
        .on(new SimulatedDisk(new Random(3)))
        .succeeded();
    if (isVerified || !twin.backups(target, source.clock).list().restored().isEmpty()) {
      throw new AssertionError("B6: a backup from which no store opens was verified");
    }
  }
}
