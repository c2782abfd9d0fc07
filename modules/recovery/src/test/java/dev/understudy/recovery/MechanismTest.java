package dev.understudy.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Kind;
import dev.understudy.cluster.Cluster;
import dev.understudy.storage.Command;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each mechanism of the night without what it failed for: so that cause was the cause. */
class MechanismTest {
  private static final DurableStore.Options OPTIONS =
      new DurableStore.Options(new WriteAheadLog.Options(16 << 10, 64 << 10), 64 << 10);

  private final Cluster cluster = Cluster.simulated(5);
  private final Clock clock = Disks.clock(cluster);
  private final Restoring restoring = new Restoring(clock, OPTIONS);
  private final Disk disk = Disks.simulated(5, "db1");
  private final Disk place = Disks.simulated(5, "place");
  private final Mailbox mailbox = new Mailbox();
  private Machine database;
  private Host operator;

  @BeforeEach
  void start() {
    cluster.start(() -> database = Machine.serving(disk, OPTIONS, clock, "5".repeat(32)), "db1");
    operator = cluster.join("operator", new Host());
    cluster.runFor(Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void write(int first, int count) {
    cluster.await(database.work(store -> {
      List<Future<?>> all = new ArrayList<>();
      for (int i = first; i < first + count; i++) {
        all.add(store.execute("w", i, new Command.Put("toys/" + i % 50, "x".repeat(1000) + i)));
      }
      return Future.all(all).mapEmpty();
    }));
  }

  private SortedMap<String, String> content() {
    return cluster.await(database.work(store -> Future.succeededFuture(store.content())));
  }

  private SortedMap<String, String> restoredBy(Mechanism mechanism) {
    cluster.await(operator.work(() -> mechanism.restoreInto(place, restoring)));
    return cluster.await(operator.work(
        () -> DurableStore.open(place, OPTIONS, clock, "6".repeat(32)).map(DurableStore::content)));
  }

  private BackupTarget target(String name) {
    return DirectoryTarget.on(Disks.simulated(5, name), name);
  }

  private DailyDump dump(Disk host, BackupTarget bucket, String signature) {
    return new DailyDump(database, "9.6", host, bucket, mailbox, signature, clock);
  }

  @Test
  @DisplayName("A host that knows the database's version dumps it, and the dump can be restored")
  void rightTool() {
    Disk host = Disks.simulated(5, "host");
    cluster.await(operator.work(() -> {
      host.open(DumpTool.VERSION_FILE).append(Buffer.buffer("9.6"));
      return host.syncDirectory();
    }));
    write(1, 20);
    BackupTarget bucket = target("bucket");
    DailyDump dump = dump(host, bucket, "");
    dump.run();
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(dump.cause()).isEmpty();
    assertThat(bucket.list()).hasSize(2);
    assertThat(restoredBy(dump)).isEqualTo(content()).hasSize(20);
  }

  @Test
  @DisplayName(
      "A mail that is signed is read: the first failure of the dump would have been heard of")
  void signedMail() {
    dump(Disks.simulated(5, "host"), target("bucket"), "our domain").run();
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(mailbox.rejected()).isEmpty();
    assertThat(mailbox.read())
        .singleElement()
        .satisfies(mail -> assertThat(mail.text())
            .isEqualTo("dump-2026-01-01 failed: dump refused: this tool is of version 9.2 and the"
                + " database of 9.6; run the tool of 9.6"));
  }

  @Test
  @DisplayName("A disk snapshot that is enabled for the database brings it back")
  void enabled() {
    write(1, 20);
    Map<String, Disk> disks = new TreeMap<>(Map.of("db1", disk));
    CloudSnapshots snapshots = new CloudSnapshots("db1", disks, List.of("db1"), 5);
    cluster.await(operator.work(() -> {
      snapshots.run();
      return Future.succeededFuture();
    }));
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(snapshots.hosts()).containsExactly("db1");
    assertThat(snapshots.cause()).isEmpty();
    assertThat(restoredBy(snapshots)).isEqualTo(content()).hasSize(20);
  }

  @Test
  @DisplayName("An archive that is set up brings back each commit up to its last link")
  void archived() {
    LogArchive archive = new LogArchive(database, Optional.of(target("region")), 1 << 20, clock);
    write(1, 20);
    archive.run(Kind.FULL);
    cluster.runFor(Duration.ofSeconds(1));
    write(21, 10);
    archive.run(Kind.LOG);
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(restoredBy(archive)).isEqualTo(content()).hasSize(30);
  }

  @Test
  @DisplayName("A restore from a disk that is ten times as quick takes a tenth of the time")
  void quickDisk() {
    write(1, 50);
    double slow = secondsFrom(1000);
    double quick = secondsFrom(10_000);
    assertThat(slow).isBetween(9.5 * quick, 10.5 * quick);
  }

  private double secondsFrom(long bytesPerSecond) {
    StagingCopy copy =
        new StagingCopy(database, target("staging " + bytesPerSecond), bytesPerSecond, clock);
    copy.run();
    cluster.runFor(Duration.ofSeconds(1));
    Disk there = Disks.simulated(5, "there " + bytesPerSecond);
    Instant before = clock.instant();
    cluster.await(operator.work(() -> copy.restoreInto(there, restoring)));
    return Duration.between(before, clock.instant()).toMillis() / 1000.0;
  }

  @Test
  @DisplayName("Under one load a slow secondary is lost at a snapshot, a quick one holds all")
  void secondaries() {
    Disk slowDisk = Disks.simulated(5, "slow");
    Disk quickDisk = Disks.simulated(5, "quick");
    for (Disk copy : List.of(slowDisk, quickDisk)) {
      cluster.await(operator.work(() -> Disks.copy(DurableStore.SYSTEM_FILE, disk, copy)));
    }
    Secondary slow = cluster.join("slow", new Secondary("db1", slowDisk, 2000));
    Secondary quick = cluster.join("quick", new Secondary("db1", quickDisk, 1 << 20));
    for (int hour = 0; hour < 4; hour++) {
      for (int minute = 0; minute < 60; minute++) {
        write(1 + (hour * 60 + minute) * 5, 5);
        cluster.runFor(Duration.ofMinutes(1));
      }
      cluster.await(database.work(DurableStore::snapshot));
    }
    cluster.runFor(Duration.ofHours(1));
    assertThat(slow.cause()).contains("which it needed");
    assertThat(quick.cause()).isEmpty();
    assertThat(restoredBy(quick)).isEqualTo(content()).hasSize(50);
  }
}
