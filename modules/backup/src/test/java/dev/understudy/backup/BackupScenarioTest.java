package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.opened;
import static dev.understudy.backup.RememberedStore.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.Command;
import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackupScenarioTest {
  private final RememberedStore source = new RememberedStore(1);
  private final Disk elsewhere = emptyDisk();
  private final BackupTarget target = DirectoryTarget.on(elsewhere, "the vault");
  private final Backups backups = Backups.of(target, source.clock);

  private static Disk emptyDisk() {
    return new SimulatedDisk(new Random(7));
  }

  private long hashOf(Restore restore) {
    Disk place = emptyDisk();
    Restored restored = result(restore.into(place));
    DurableStore store = opened(place);
    assertThat(store.lastLsn()).isEqualTo(restored.reached().lsn());
    assertThat(store.report().isClean()).isTrue();
    assertThat(store.system()).isEqualTo(RememberedStore.SYSTEM);
    return store.stateHash();
  }

  @Test
  @DisplayName("B1: a week of backups gives back the state of every moment since the full one")
  void aWeek() {
    source.write(30).snapshot().write(7);
    Link full = result(backups.full(source.store));
    for (int day = 1; day <= 6; day++) {
      source.write(3 * day);
      result(backups.log(source.store));
      source.write(day);
      if (day == 3) {
        source.snapshot();
      }
      result(backups.incremental(source.store));
    }

    assertThat(full.manifest().from().lsn()).isEqualTo(30);
    assertThat(full.manifest().to().lsn()).isEqualTo(37);
    Restore restore = Restore.from(target);
    assertThat(hashOf(restore)).isEqualTo(source.hashAt(source.last()));
    for (long lsn = 30; lsn <= source.last(); lsn++) {
      assertThat(hashOf(restore.toIndex(lsn))).as("to %d", lsn).isEqualTo(source.hashAt(lsn));
    }
  }

  @Test
  @DisplayName(
      "Of two ways to the same commit the shorter one is taken: incrementals, not every log")
  void shortestChain() {
    source.write(5);
    result(backups.full(source.store));
    result(backups.log(source.write(2).store));
    result(backups.log(source.write(2).store));
    result(backups.incremental(source.write(2).store));
    Link last = result(backups.log(source.write(2).store));

    assertThat(result(Restore.from(target).into(emptyDisk())).links())
        .extracting(Link::id)
        .containsExactly("000001-full", "000004-incremental", "000005-log");
    assertThat(last.manifest().parent()).isEqualTo("000004-incremental");
    assertThat(result(Restore.from(target).toIndex(8).into(emptyDisk())).links())
        .extracting(Link::id)
        .containsExactly("000001-full", "000004-incremental");
    assertThat(result(Restore.from(target).toLink("000002-log").into(emptyDisk()))
            .reached()
            .lsn())
        .isEqualTo(7);
  }

  @Test
  @DisplayName("An empty store is backed up and comes back empty, and it can be gone on from there")
  void emptyStore() {
    result(backups.full(source.store));
    assertThat(hashOf(Restore.from(target))).isEqualTo(source.hashAt(0));

    result(backups.incremental(source.write(3).store));
    assertThat(hashOf(Restore.from(target))).isEqualTo(source.hashAt(3));
    assertThat(hashOf(Restore.from(target).toIndex(0))).isEqualTo(source.hashAt(0));
  }

  @Test
  @DisplayName("When nothing is new no link is made")
  void nothingNew() {
    Link full = result(backups.full(source.write(4).store));
    assertThat(result(backups.log(source.store))).isEqualTo(full);
    assertThat(result(backups.incremental(source.store))).isEqualTo(full);
    assertThat(backups.list().links()).containsExactly(full);
  }

  @Test
  @DisplayName("A log that was cut beyond the last link is told, and a full backup is asked for")
  void cutBeyondTheParent() {
    result(backups.full(source.write(4).store));
    source.write(30).snapshot().write(30).snapshot().write(5);

    assertThatThrownBy(() -> result(backups.incremental(source.store)))
        .isInstanceOf(RefusedBackupException.class)
        .hasMessageContaining("000001-full ends with record 4")
        .hasMessageContaining("make a full backup");
    result(backups.full(source.store));
    assertThat(hashOf(Restore.from(target))).isEqualTo(source.hashAt(source.last()));
  }

  @Test
  @DisplayName("A log whose store says what it still needs is not cut")
  void backedUpTo() {
    Link full = result(backups.full(source.write(4).store));
    result(source.store.backedUpTo(full.manifest().to().lsn()));
    source.write(30).snapshot().write(30).snapshot().write(5);
    result(backups.incremental(source.store));
    assertThat(hashOf(Restore.from(target))).isEqualTo(source.hashAt(source.last()));
  }

  @Test
  @DisplayName("Another system's store is refused in a target that has an owner")
  void foreignStore() {
    result(backups.full(source.write(4).store));
    RememberedStore other =
        new RememberedStore(2, "f".repeat(32), new SimulatedDisk(new Random(3)));
    for (Kind kind : Kind.values()) {
      assertThatThrownBy(() -> result(backups.create(kind, other.write(1).store::hold)))
          .isInstanceOf(RefusedBackupException.class)
          .hasMessageContaining("000001-full")
          .hasMessageContaining("give each store a target of its own");
    }
  }

  @Test
  @DisplayName(
      "A store that was restored to an earlier point needs a full backup, and then goes on")
  void parted() {
    result(backups.full(source.write(6).store));
    result(backups.incremental(source.write(6).store));
    for (int commands : new int[] {0, 2, 4, 30}) {
      Disk place = emptyDisk();
      result(Restore.from(target).toIndex(8).into(place));
      DurableStore store = opened(place);
      for (int i = 0; i < commands; i++) {
        result(store.execute("other", i, new Command.Put("cats/1", "other" + i)));
      }
      assertThatThrownBy(() -> result(backups.incremental(store)))
          .as("%d commands", commands)
          .isInstanceOf(RefusedBackupException.class)
          .hasMessageContaining("make a full backup");
      if (commands == 30) {
        result(backups.full(store));
        assertThat(hashOf(Restore.from(target))).isEqualTo(store.stateHash());
      }
    }
  }

  @Test
  @DisplayName(
      "B3: a restore to a time holds the commits up to that time, also where it stood still")
  void toTime() {
    result(backups.full(source.write(5).snapshot().write(5).store));
    result(backups.incremental(source.write(6).store));
    source.clock.forward(Duration.ofSeconds(-100)); // the log's time stands still from here on
    result(backups.log(source.write(20).store));
    source.clock.forward(Duration.ofSeconds(1000));
    result(backups.log(source.write(5).store));

    for (long lsn = 5; lsn <= source.last(); lsn++) {
      for (int off = -1; off <= 1; off++) {
        Instant time = source.timeOf(lsn).plusMillis(off);
        if (!time.isBefore(source.timeOf(5)) && !time.isAfter(source.timeOf(source.last()))) {
          assertThat(hashOf(Restore.from(target).toTime(time)))
              .as("%s, commit %d", time, lsn)
              .isEqualTo(source.hashAt(source.commitsUpTo(time)));
        }
      }
    }
  }

  @Test
  @DisplayName("A goal out of reach is refused with what can be reached")
  void outOfReach() {
    assertThatThrownBy(() -> result(Restore.from(target).into(emptyDisk())))
        .isInstanceOf(RefusedBackupException.class)
        .hasMessageContaining("there is no backup here");
    result(backups.full(source.write(5).snapshot().write(5).store));
    String range = "reach from record 5 of %s to record 10 of %s"
        .formatted(source.timeOf(5), source.timeOf(10));
    for (Restore wrong : new Restore[] {
      Restore.from(target).toTime(source.timeOf(5).minusMillis(1)),
      Restore.from(target).toTime(source.timeOf(10).plusMillis(1)),
      Restore.from(target).toIndex(4),
      Restore.from(target).toIndex(11)
    }) {
      Disk place = emptyDisk();
      assertThatThrownBy(() -> result(wrong.into(place)))
          .isInstanceOf(RefusedBackupException.class)
          .hasMessageContaining(range);
      assertThat(place.list()).isEmpty();
    }
    assertThatThrownBy(() -> result(Restore.from(target).toLink("000009-log").into(emptyDisk())))
        .hasMessageContaining("no link 000009-log");
  }

  @Test
  @DisplayName("Another region gets what it lacks, and restores alone")
  void anotherRegion() {
    result(backups.full(source.write(5).store));
    result(backups.incremental(source.write(5).store));
    BackupTarget abroad = DirectoryTarget.on(emptyDisk(), "abroad");
    assertThat(result(backups.copyTo(abroad))).hasSize(2);
    assertThat(result(backups.copyTo(abroad))).isEmpty();
    result(backups.log(source.write(5).store));
    assertThat(result(backups.copyTo(abroad))).extracting(Link::id).containsExactly("000003-log");

    elsewhere.list().forEach(elsewhere::delete);
    assertThat(hashOf(Restore.from(abroad))).isEqualTo(source.hashAt(15));
  }

  @Test
  @DisplayName("A store that nobody has open is backed up from its files, without a torn tail")
  void closedStore() {
    source.write(12);
    source.store.close();
    BackupSource closed = () -> DurableStore.holdClosed(source.disk);
    result(backups.create(Kind.FULL, closed));
    assertThat(hashOf(Restore.from(target))).isEqualTo(source.hashAt(12));

    source.reopen();
    source.write(5).snapshot().write(5);
    source.store.close();
    String newest = source.disk.list().stream()
        .filter(name -> name.startsWith("wal"))
        .reduce((older, newer) -> newer)
        .orElseThrow();
    DiskFile tail = source.disk.open(newest);
    tail.append(tail.read(0, 30)); // what a crash leaves of the next record
    long torn = tail.size();
    Link incremental = result(backups.create(Kind.INCREMENTAL, closed));
    assertThat(incremental.manifest().from().lsn()).isEqualTo(12);
    assertThat(incremental.manifest().to().time()).isEqualTo(source.timeOf(22));
    assertThat(hashOf(Restore.from(target))).isEqualTo(source.hashAt(22));
    assertThat(source.disk.open(newest).size()).as("the torn tail stays").isEqualTo(torn);

    assertThatThrownBy(() -> DurableStore.holdClosed(emptyDisk()))
        .hasMessageContaining("system.json");
  }

  @Test
  @DisplayName(
      "A closed store that is damaged where it was promised is refused, and no link is made")
  void damagedClosedStore() {
    source.write(12).store.close();
    String newest = source.disk.list().get(source.disk.list().size() - 1);
    source.disk.corrupt(newest, 50, 1);
    assertThatThrownBy(
            () -> result(backups.create(Kind.FULL, () -> DurableStore.holdClosed(source.disk))))
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining(newest);
    assertThat(elsewhere.list()).isEmpty();
    assertThatThrownBy(() -> result(Restore.from(target).into(emptyDisk())))
        .hasMessageContaining("there is no backup here");
  }
}
