package dev.understudy.backup.suite;

import static dev.understudy.backup.suite.Promises.ONE_MOMENT;
import static dev.understudy.backup.suite.Promises.VERIFIED;
import static dev.understudy.backup.suite.Vault.MIDDLE;
import static dev.understudy.backup.suite.Vault.OTHER_ROOT;
import static dev.understudy.backup.suite.Vault.ROOT;
import static dev.understudy.backup.suite.Vault.TIP;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.ForgedLink;
import dev.understudy.backup.Link;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.coach.Trial;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges a restore: which links it takes and which it refuses, what a power cut at any moment leaves,
 * and what it takes to call a backup verified. How the work is done in between is not looked at.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class RestoreSuite {
  private static final int FEW = 2;

  /**
   * Restores all that the chain up to a link holds; refuses with {@link
   * dev.understudy.backup.RefusedBackupException}.
   */
  protected abstract Future<?> restore(BackupTarget target, String id, Disk place);

  /** Verifies a link on an empty disk; gives the fingerprint of the store that it holds. */
  protected abstract Future<Long> verify(BackupTarget target, String id, Disk scratch);

  @Test
  @Order(11)
  @Tag("chain")
  @DisplayName("A full link, restored to an empty place, is the store as it was")
  void full() {
    Trial.onDisks(FEW, disk -> new RestoreRehearsal(this, disk).restore(ROOT));
  }

  @Test
  @Order(12)
  @Tag("chain")
  @DisplayName(
      "Any link leads back to its full one by the parents that it names, not by its number")
  void everyLink() {
    Trial.onDisksEverywhere(FEW, (disk, place) -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      List<String> ids = rehearsal.vault.ids();
      rehearsal.restore(ids.get(place));
      return place + 1 < ids.size();
    });
  }

  @Test
  @Order(13)
  @Tag("chain")
  @DisplayName("A missing file is refused by the name of its link, and nothing is written")
  void missing() {
    Trial.onDisksEverywhere(1, (disk, place) -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      List<String> files = filesOfChain(rehearsal.vault);
      String gone = files.get(place);
      disk.note(gone + " is gone from the vault");
      rehearsal.vault.remove(gone);
      rehearsal.expectRefusal(TIP, gone + " is gone from the vault", owner(gone));
      return place + 1 < files.size();
    });
  }

  @Test
  @Order(14)
  @Tag("chain")
  @DisplayName("Links out of order are refused: one that changed its name, one that leaves one out")
  void reordered() {
    Trial.onDisks(FEW, disk -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      disk.note("the manifests of two links changed their names");
      rehearsal.vault.swap(ROOT + ".json", OTHER_ROOT + ".json");
      rehearsal.expectRefusal(TIP, "the manifests of two links changed their names", ROOT);
      rehearsal.vault.swap(ROOT + ".json", OTHER_ROOT + ".json");
      disk.note(TIP + " now says that it stands on " + ROOT);
      ForgedLink.standingOn(rehearsal.vault.target, TIP, ROOT);
      rehearsal.expectRefusal(
          TIP, TIP + " says that it stands on " + ROOT + ", which ends long before it begins", TIP);
    });
  }

  @Test
  @Order(15)
  @Tag("chain")
  @DisplayName("A foreign link is refused, and the refusal says of which system it is")
  void foreign() {
    for (String id : List.of(ROOT, MIDDLE, TIP)) {
      Trial.onDisks(FEW, disk -> {
        RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
        disk.note("another store's " + id + " lies in the place of ours");
        String system = rehearsal.vault.replaceByForeign(id);
        rehearsal.expectRefusal(TIP, "another store's " + id + " lies there", id, system);
      });
    }
  }

  @Test
  @Order(16)
  @Tag("chain")
  @DisplayName("A link that is not the one on which the next was made is refused by its name")
  void altered() {
    for (String id : List.of(ROOT, MIDDLE)) {
      Trial.onDisks(FEW, disk -> {
        RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
        disk.note(id + " was made once more, later");
        ForgedLink.madeAt(rehearsal.vault.target, id, Instant.parse("2026-02-01T00:00:00Z"));
        rehearsal.expectRefusal(TIP, id + " is another one than when the next was made", id);
      });
    }
  }

  @Test
  @Order(17)
  @Tag("chain")
  @DisplayName("A flipped bit or a lost end in any file is refused before anything is written")
  void flipped() {
    Trial.onDisksEverywhere(FEW, (disk, place) -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      List<String> files = filesOfChain(rehearsal.vault);
      String file = files.get(place);
      long bit = disk.random().nextLong(8 * rehearsal.vault.sizeOf(file));
      disk.note("bit " + bit + " of " + file + " flips in the vault");
      rehearsal.vault.flip(file, bit);
      rehearsal.expectRefusal(TIP, "a bit of " + file + " has flipped", owner(file));
      rehearsal.vault.flip(file, bit);
      disk.note(file + " loses its last byte");
      rehearsal.vault.cut(file);
      rehearsal.expectRefusal(TIP, file + " has lost its last byte", owner(file));
      return place + 1 < files.size();
    });
  }

  @Test
  @Order(21)
  @Tag("restores")
  @DisplayName("A place where anything lies is left alone: a store, or somebody's letters")
  void emptyPlace() {
    Trial.onDisks(FEW, disk -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      rehearsal.restore(MIDDLE);
      rehearsal.expectUntouched(TIP, "there is a store already");
      rehearsal.expectWhole(MIDDLE, Promises.EMPTY_PLACE);
    });
    Trial.onDisks(FEW, disk -> {
      DiskFile file = disk.open("letters.txt");
      file.append(Buffer.buffer("dear bob"));
      new RestoreRehearsal(this, disk).expectUntouched(TIP, "somebody's letters lie there");
    });
  }

  @Test
  @Order(22)
  @Tag("restores")
  @DisplayName(
      "The power may go at any moment: the store is there, whole, or a restore begins anew")
  void powerCut() {
    for (UnsyncedLoss loss : UnsyncedLoss.values()) {
      Trial.onDisksEverywhere(loss == UnsyncedLoss.TORN ? FEW : 1, (disk, place) -> {
        RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
        Future<?> restore = rehearsal.begin(TIP);
        boolean isUnderWay = true;
        for (int ended = 0; ended < place && isUnderWay; ended++) {
          isUnderWay = disk.endSync();
        }
        boolean wasThere = rehearsal.isThere();
        disk.cutPower(loss);
        InvariantBroken.unless(
            !restore.succeeded() || rehearsal.isThere(),
            ONE_MOMENT,
            () -> "the restore had succeeded, and after the power cut "
                + (wasThere ? "the store is gone" : "there is no store"));
        rehearsal.expectWholeOrNone(TIP);
        return isUnderWay;
      });
    }
  }

  @Test
  @Order(23)
  @Tag("restores")
  @DisplayName("When a sync fails, so does the restore, and what it leaves is no store")
  void failedSync() {
    Trial.onDisksEverywhere(1, (disk, place) -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      if (place == 0) {
        disk.failNextSync();
      }
      Future<?> restore = rehearsal.begin(TIP);
      for (int ended = 1; ended < place; ended++) {
        disk.endSync();
      }
      long asked = disk.syncs();
      if (place > 0) {
        disk.failNextSync();
      }
      rehearsal.settled(restore);
      boolean hasFailed = place == 0 || disk.syncs() > asked;
      if (!hasFailed) {
        return false;
      }
      rehearsal.settled(restore);
      disk.cutPower(UnsyncedLoss.ALL);
      InvariantBroken.unless(
          !restore.succeeded() || rehearsal.isThere(),
          ONE_MOMENT,
          "a sync had failed, the restore has succeeded, and after a power cut there is no store");
      rehearsal.expectWholeOrNone(TIP);
      return true;
    });
  }

  @Test
  @Order(31)
  @Tag("verifies")
  @DisplayName("To verify is to restore, open, and see what is there")
  void verified() {
    Trial.onDisks(FEW, disk -> {
      RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
      Future<Long> verified = verified(rehearsal, TIP, disk);
      InvariantBroken.unless(
          verified.succeeded(), VERIFIED, () -> TIP + " is whole: " + verified.cause());
      InvariantBroken.unless(
          verified.result() == rehearsal.vault.hashAt(TIP),
          VERIFIED,
          "the store that was seen is not the one that was backed up");
    });
  }

  @Test
  @Order(32)
  @Tag("verifies")
  @DisplayName(
      "What had rotted before the backup was made has the right checksum, and is no backup")
  void rotten() {
    for (boolean isLast : List.of(false, true)) {
      Trial.onDisks(FEW, disk -> {
        RestoreRehearsal rehearsal = new RestoreRehearsal(this, disk);
        Link link = rehearsal.vault.rotten(isLast);
        String what = "a bit had flipped on the disk of the store, in "
            + (isLast ? "its newest record" : "one of its records") + ", before " + link.id()
            + " was made";
        disk.note(what);
        Future<Long> verified = verified(rehearsal, link.id(), disk);
        InvariantBroken.unless(
            verified.failed(), VERIFIED, what + ", and it counts as verified all the same");
      });
    }
  }

  private Future<Long> verified(RestoreRehearsal rehearsal, String id, TracedDisk scratch) {
    scratch.note(id + " shall be verified");
    return rehearsal.settled(
        RestoreRehearsal.attempt(() -> verify(rehearsal.vault.target, id, scratch)));
  }

  /** All that a restore of the tip needs. */
  private static List<String> filesOfChain(Vault vault) {
    return List.of(ROOT, MIDDLE, TIP).stream()
        .flatMap(id -> vault.filesOf(id).stream())
        .toList();
  }

  private static String owner(String file) {
    return file.substring(0, file.indexOf('.'));
  }
}
