package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.opened;
import static dev.understudy.backup.RememberedStore.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stops a job, and wherever: nothing that counts is left, and the next job is not hindered. */
class InterruptionTest {
  private static final int MOST_CHANGES = 500;

  private final RememberedStore source =
      new RememberedStore(1).write(12).snapshot().write(8);

  private Backups backups(Disk disk) {
    return Backups.of(DirectoryTarget.on(disk, "the vault"), source.clock);
  }

  private static BackupTarget target(Disk disk) {
    return DirectoryTarget.on(disk, "the vault");
  }

  /** A vault with a full backup of the first 20 commits; the source has 6 more. */
  private WatchedDisk vault() {
    WatchedDisk vault = new WatchedDisk();
    result(backups(vault).full(source.store));
    source.write(6);
    return vault;
  }

  /** What can be restored from a disk: as many commits as the source had when the link was made. */
  private void holds(Disk disk, long commits) {
    SimulatedDisk place = new SimulatedDisk(new Random(5));
    result(Restore.from(target(disk)).into(place));
    assertThat(opened(place).stateHash()).isEqualTo(source.hashAt(commits));
  }

  /** Stops a job at its first change, its second and so on, until it is not stopped any more. */
  private int atEveryChange(Function<Integer, Boolean> attempt) {
    for (int change = 1; change < MOST_CHANGES; change++) {
      if (attempt.apply(change)) {
        return change - 1;
      }
    }
    throw new AssertionError("a job with more than " + MOST_CHANGES + " changes");
  }

  @Test
  @DisplayName(
      "An incremental that fails anywhere leaves the chain as it was, and the next one works")
  void createFails() {
    WatchedDisk vault = vault();
    int stops = atEveryChange(change -> {
      Backups backups = backups(vault.failOnceAt(change));
      Future<Link> made = backups.incremental(source.store);
      vault.recover();
      if (made.succeeded()) {
        return true;
      }
      assertThat(made.cause()).isInstanceOf(WatchedDisk.Broken.class);
      assertThat(backups.list().links()).as("stopped at change %d", change).hasSize(1);
      holds(vault, 20);
      return false;
    });
    assertThat(stops).isGreaterThan(8);
    holds(vault, 26);
  }

  @ParameterizedTest
  @EnumSource(UnsyncedLoss.class)
  @DisplayName(
      "After a power cut anywhere in a backup the target holds the old chain or the new one")
  void createCrashes(UnsyncedLoss loss) {
    WatchedDisk vault = vault();
    vault.disk.unsyncedLoss(loss);
    int stops = atEveryChange(change -> {
      Future<Link> made = backups(vault.dieAt(change)).incremental(source.store);
      vault.recover();
      vault.disk.crash();
      boolean isThere = backups(vault).list().links().size() == 2;
      assertThat(isThere).as("change %d", change).isIn(true, made.succeeded());
      holds(vault, isThere ? 26 : 20);
      if (isThere) {
        return true;
      }
      return false;
    });
    assertThat(stops).isGreaterThan(8);
    result(backups(vault).full(source.store));
    assertThat(backups(vault).list().unowned()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(UnsyncedLoss.class)
  @DisplayName(
      "A power cut after a failure, when nobody knows what is durable, breaks no chain either")
  void createFailsAndCrashes(UnsyncedLoss loss) {
    WatchedDisk vault = vault();
    vault.disk.unsyncedLoss(loss);
    atEveryChange(change -> {
      boolean isMade =
          backups(vault.failOnceAt(change)).incremental(source.store).succeeded();
      vault.recover();
      vault.disk.crash();
      boolean isThere = backups(vault).list().links().size() == 2;
      holds(vault, isThere ? 26 : 20);
      return isMade || isThere;
    });
    source.write(2);
    result(backups(vault).incremental(source.store));
    holds(vault, source.last());
  }

  @Test
  @DisplayName("What a crash left is swept up by the next backup")
  void swept() {
    WatchedDisk vault = vault();
    backups(vault.dieAt(4)).incremental(source.store);
    vault.recover();
    assertThat(backups(vault).list().unowned()).isNotEmpty();
    result(backups(vault).incremental(source.store));
    assertThat(backups(vault).list().unowned()).isEmpty();
    assertThat(vault.list()).noneMatch(name -> name.endsWith(".unfinished"));
  }

  @Test
  @DisplayName("A full disk and a failing sync say what they are, and leave nothing behind")
  void diskFaults() {
    WatchedDisk vault = vault();
    vault.disk.full(10);
    assertThatThrownBy(() -> result(backups(vault).incremental(source.store)))
        .isInstanceOf(DiskFullException.class);
    assertThat(backups(vault).list().unowned()).isEmpty();
    vault.disk.full(Long.MAX_VALUE);
    vault.disk.failNextSync();
    assertThatThrownBy(() -> result(backups(vault).incremental(source.store)))
        .isInstanceOf(SyncFailedException.class);
    assertThat(backups(vault).list().unowned()).isEmpty();
    result(backups(vault).incremental(source.store));
    holds(vault, 26);
  }

  @Test
  @DisplayName("Whatever is cancelled after any chunk leaves nothing behind")
  void cancelled() {
    WatchedDisk vault = vault();
    result(backups(vault).incremental(source.store));
    WatchedDisk abroad = new WatchedDisk();
    List<Function<Job, Future<?>>> jobs = List.of(
        job -> backups(vault).as(job).full(source.store),
        job -> backups(vault).as(job).copyTo(target(abroad)),
        job -> Restore.from(target(vault)).as(job).into(abroad));
    for (Function<Job, Future<?>> work : jobs) {
      List<String> before = vault.list();
      int chunks = atEveryChange(chunk -> {
        abroad.list().forEach(abroad::delete);
        Cancellation cancellation = new Cancellation();
        int[] seen = {0};
        Future<?> done =
            work.apply(Job.plain().withCancellation(cancellation).withProgress(progress -> {
              assertThat(progress.bytesDone()).isLessThanOrEqualTo(progress.bytesTotal());
              if (++seen[0] == chunk) {
                cancellation.cancel();
              }
            }));
        if (done.succeeded()) {
          assertThat(seen[0]).isLessThanOrEqualTo(chunk);
          return true;
        }
        assertThat(done.cause()).isInstanceOf(Cancellation.CancelledException.class);
        assertThat(vault.list()).isEqualTo(before);
        assertThat(Contents.of(target(abroad)).unowned()).isEmpty();
        assertThat(abroad.list()).noneMatch(name -> name.startsWith("wal"));
        return false;
      });
      assertThat(chunks).isGreaterThan(2);
    }
  }

  @Test
  @DisplayName(
      "A copy to another region that fails anywhere leaves whole links only, and goes on later")
  void copyFails() {
    WatchedDisk vault = vault();
    result(backups(vault).incremental(source.store));
    WatchedDisk abroad = new WatchedDisk();
    int[] most = {0};
    int stops = atEveryChange(change -> {
      abroad.list().forEach(abroad::delete);
      Future<List<Link>> copied = backups(vault).copyTo(target(abroad.failOnceAt(change)));
      abroad.recover();
      List<Link> there = Contents.of(target(abroad)).links();
      most[0] = Math.max(most[0], copied.succeeded() ? 0 : there.size());
      if (!there.isEmpty()) {
        holds(abroad, there.size() == 1 ? 20 : 26);
      }
      result(backups(vault).copyTo(target(abroad)));
      holds(abroad, 26);
      return copied.succeeded();
    });
    assertThat(stops).isGreaterThan(12);
    assertThat(most[0]).as("links of an interrupted copy").isEqualTo(1);
  }

  @Test
  @DisplayName("A restore that fails anywhere leaves an empty place")
  void restoreFails() {
    WatchedDisk vault = vault();
    int stops = atEveryChange(change -> {
      WatchedDisk place = new WatchedDisk().failOnceAt(change);
      Future<Restored> restored = Restore.from(target(vault)).into(place);
      if (restored.succeeded()) {
        return true;
      }
      assertThat(restored.cause()).isInstanceOf(WatchedDisk.Broken.class);
      assertThat(place.list()).as("stopped at change %d", change).isEmpty();
      return false;
    });
    assertThat(stops).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource(UnsyncedLoss.class)
  @DisplayName(
      "After a power cut anywhere in a restore there is the whole store, or none and a free place")
  void restoreCrashes(UnsyncedLoss loss) {
    WatchedDisk vault = vault();
    List<Boolean> whole = new ArrayList<>();
    int stops = atEveryChange(change -> {
      WatchedDisk place = new WatchedDisk(new SimulatedDisk(new Random(change)));
      place.disk.unsyncedLoss(loss);
      Future<Restored> restored = Restore.from(target(vault)).into(place.dieAt(change));
      place.recover();
      place.disk.crash();
      boolean isStore = place.exists("system.json");
      whole.add(isStore);
      if (isStore) {
        assertThat(opened(place).stateHash()).isEqualTo(source.hashAt(20));
      } else {
        result(Restore.from(target(vault)).into(place));
        assertThat(opened(place).stateHash()).isEqualTo(source.hashAt(20));
        assertThat(place.list()).doesNotContain(RestorePlace.MARKER);
      }
      return restored.succeeded();
    });
    assertThat(stops).isGreaterThan(10);
    assertThat(whole).contains(false, true);
  }

  @Test
  @DisplayName("A second job in the same target is refused while the first one is at work")
  void twoAtOnce() {
    WatchedDisk vault = vault();
    Backups backups = backups(vault);
    List<Promise<Void>> turns = new ArrayList<>();
    Pace slow = bytes -> {
      turns.add(Promise.promise());
      return turns.get(turns.size() - 1).future();
    };
    Future<Link> first = backups.as(Job.plain().withPace(slow)).incremental(source.store);
    assertThatThrownBy(() -> result(backups.log(source.store)))
        .isInstanceOf(RefusedBackupException.class)
        .hasMessageContaining("is at work in the vault");
    assertThatThrownBy(() -> result(backups.prune(Retention.keepFull(1))))
        .isInstanceOf(RefusedBackupException.class);
    for (int i = 0; i < turns.size(); i++) {
      turns.get(i).complete();
    }
    assertThat(result(first).id()).isEqualTo("000002-incremental");
    source.write(1);
    assertThat(result(backups.log(source.store)).id()).isEqualTo("000003-log");
  }
}
