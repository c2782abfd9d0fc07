package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.ExactlyOnceStore.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DurableStoreScenarioTest {
  private static final String SYSTEM = "0123456789abcdef0123456789abcdef";
  private static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(200, 1000), 100);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC);

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));

  private DurableStore open() {
    Future<DurableStore> opening = DurableStore.open(disk, SMALL, CLOCK, SYSTEM);
    if (opening.failed()) {
      throw new AssertionError(opening.cause());
    }
    return opening.result();
  }

  private static Answer put(DurableStore store, long sequence, String key, String value) {
    return store.execute("alice", sequence, new Command.Put(key, value)).result();
  }

  @Test
  @DisplayName("What was answered comes back, from the journal alone and behind a snapshot")
  void answeredComesBack() {
    DurableStore store = open();
    assertThat(put(store, 1, "paw", "left")).isEqualTo(new Answer.Applied(null));
    assertThat(put(store, 2, "paw", "right")).isEqualTo(new Answer.Applied("left"));
    long hash = store.stateHash();

    disk.crash();
    store = open();
    assertThat(store.content()).hasToString("{paw=right}");
    assertThat(store.stateHash()).isEqualTo(hash);
    assertThat(put(store, 2, "paw", "right")).isEqualTo(new Answer.Repeated("left"));
    assertThat(store.lastTime()).isEqualTo(CLOCK.instant());

    SnapshotFile snapshot = store.snapshot().result();
    assertThat(snapshot.lsn()).isEqualTo(2);
    assertThat(snapshot.stateHash()).isEqualTo(hash);
    put(store, 3, "ear", "soft");
    hash = store.stateHash();
    disk.crash();
    store = open();
    assertThat(store.report().snapshot()).isEqualTo(snapshot.file());
    assertThat(store.report().sentences())
        .containsExactly(
            "The store " + SYSTEM + " was opened from snap-0000000000000002.snap, which holds its"
                + " first 2 records.",
            "1 records recovered behind record 2, the journal ended cleanly.");
    assertThat(store.stateHash()).isEqualTo(hash);
    assertThat(put(store, 2, "paw", "wrong")).isEqualTo(new Answer.Stale(3));
    assertThat(store.snapshotFiles()).containsExactly(snapshot);
  }

  @Test
  @DisplayName(
      "A store that begins with a state from elsewhere has it, with its sessions, after a crash")
  void beginsElsewhere() {
    ExactlyOnceStore state = new ExactlyOnceStore();
    state.apply("alice", 7, new Command.Put("paw", "left"));
    long hash = state.stateHash();
    DurableStore store =
        DurableStore.begin(disk, SMALL, CLOCK, SYSTEM, 40, state).result();
    assertThat(store.lastLsn()).isEqualTo(40);
    assertThat(store.stateHash()).isEqualTo(hash);
    disk.crash();
    store = open();
    assertThat(store.stateHash()).isEqualTo(hash);
    assertThat(put(store, 7, "paw", "left")).isEqualTo(new Answer.Repeated(null));
    assertThat(put(store, 8, "paw", "right")).isEqualTo(new Answer.Applied("left"));
    disk.crash();
    assertThat(open().content()).hasToString("{paw=right}");
    assertThat(open().lastLsn()).isEqualTo(41);
    assertThatThrownBy(
            () -> DurableStore.begin(disk, SMALL, CLOCK, SYSTEM, 1, new ExactlyOnceStore()))
        .hasMessageContaining("it needs an empty disk");
  }

  @Test
  @DisplayName("Until the end of its beginning there is no store, wherever a crash comes")
  void crashWhileItBegins() {
    for (int syncs = 0; syncs < 20; syncs++) {
      int left = syncs;
      int[] done = {0};
      SimulatedDisk torn = new SimulatedDisk(
          new Random(syncs),
          () -> done[0]++ < left
              ? Future.succeededFuture()
              : Promise.<Void>promise().future());
      ExactlyOnceStore state = new ExactlyOnceStore();
      state.apply("alice", 7, new Command.Put("paw", "x".repeat(300)));
      boolean isThere =
          DurableStore.begin(torn, SMALL, CLOCK, SYSTEM, 40, state).isComplete();
      torn.crash();
      done[0] = Integer.MIN_VALUE;
      Future<DurableStore> opened = DurableStore.open(torn, SMALL, CLOCK, SYSTEM);
      boolean isAll = opened.succeeded() && opened.result().lastLsn() == 40;
      boolean isNothing = opened.failed() || opened.result().content().isEmpty();
      assertThat(isAll || !isThere && isNothing)
          .as("a crash after %d syncs", left)
          .isTrue();
    }
  }

  @Test
  @DisplayName("Two snapshots are kept, and the journal before the older one goes")
  void truncation() {
    DurableStore store = open();
    for (int i = 1; i <= 60; i++) {
      put(store, i, "key " + i % 7, "value " + i);
      if (i % 10 == 0) {
        store.snapshot().result();
      }
    }
    assertThat(store.snapshotFiles()).extracting(SnapshotFile::lsn).containsExactly(50L, 60L);
    assertThat(SnapshotNames.in(disk)).hasSize(2);
    assertThat(store.extents().get(0).firstLsn()).isBetween(45L, 51L);
    assertThat(store.extents()).extracting(Extent::lastLsn).endsWith(60L);
    long hash = store.stateHash();
    disk.crash();
    assertThat(open().stateHash()).isEqualTo(hash);
    assertThat(open().stateHash()).isEqualTo(hash);
  }

  /** Two snapshots, at 10 and 20, and a journal of thirty records that begins with the tenth. */
  private DurableStore thirty() {
    DurableStore store = open();
    for (int i = 1; i <= 30; i++) {
      put(store, i, "key " + i % 7, "value " + i);
      if (i % 10 == 0 && i < 30) {
        store.snapshot();
      }
    }
    return store;
  }

  private Throwable refusal() {
    List<String> before = disk.list();
    Throwable refusal = DurableStore.open(disk, SMALL, CLOCK, SYSTEM).cause();
    assertThat(disk.list()).as("nothing was changed").isEqualTo(before);
    return refusal;
  }

  @Test
  @DisplayName("S3: when the newest snapshot rots, the older one and the journal make up for it")
  void newestRotten() {
    long hash = thirty().stateHash();
    disk.corrupt("snap-0000000000000014.snap", 30, 1);
    DurableStore store = open();
    assertThat(store.stateHash()).isEqualTo(hash);
    assertThat(store.report().sentences())
        .containsExactly(
            "The store " + SYSTEM + " was opened from snap-000000000000000a.snap, which holds its"
                + " first 10 records.",
            "20 records recovered behind record 10, the journal ended cleanly.",
            "The snapshot snap-0000000000000014.snap is not whole: the block at byte 0 does not"
                + " match its checksum; nothing is lost, but the disk may be failing: take a backup,"
                + " and a new snapshot.");
    assertThat(store.snapshotFiles()).hasSize(1);
    store.snapshot();
    assertThat(SnapshotNames.in(disk))
        .containsExactly("snap-000000000000000a.snap", "snap-000000000000001e.snap");
  }

  @Test
  @DisplayName("S2: both snapshots rotten and the journal cut is refused, and says what to do")
  void bothRotten() {
    thirty();
    disk.corrupt("snap-0000000000000014.snap", 30, 1);
    disk.corrupt("snap-000000000000000a.snap", 30, 1);
    assertThat(refusal())
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("snapshot snap-0000000000000014.snap is not whole")
        .hasMessageContaining("snapshot snap-000000000000000a.snap is not whole")
        .hasMessageContaining("record 1 is nowhere")
        .hasMessageContaining("from a replica or a backup, or rebuild this node");
    SnapshotNames.in(disk).forEach(disk::delete);
    assertThat(refusal()).hasMessageContaining("record 1 is nowhere");
  }

  @Test
  @DisplayName("W2: a segment that is missing between snapshot and journal is refused by name")
  void missingSegment() {
    DurableStore store = thirty();
    List<Extent> extents = store.extents();
    List<Extent> behind =
        extents.stream().filter(extent -> extent.lastLsn() > 20).toList();
    extents.stream().filter(e -> e.firstLsn() <= 21).map(Extent::file).forEach(disk::delete);
    String next =
        behind.stream().filter(e -> e.firstLsn() > 21).findFirst().orElseThrow().file();
    assertThat(refusal())
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining(next + " at offset 0")
        .hasMessageContaining("record 21 is nowhere; the snapshot ends with record 20");
  }

  @Test
  @DisplayName("W2: no journal at all behind a rotten snapshot is refused: its name proves it")
  void noJournal() {
    DurableStore store = open();
    put(store, 1, "paw", "left");
    store.snapshot();
    disk.corrupt("snap-0000000000000001.snap", 30, 1);
    SegmentNames.in(disk).forEach(disk::delete);
    assertThat(refusal())
        .hasMessageContaining("no file of the journal is there; but a snapshot proves");
  }

  @Test
  @DisplayName("W2: damage before the snapshot does not matter, damage behind it does")
  void damageBeforeAndBehind() {
    DurableStore store = thirty();
    long hash = store.stateHash();
    Extent across = store.extents().stream()
        .filter(extent -> extent.firstLsn() < 20 && extent.lastLsn() >= 20)
        .findFirst()
        .orElseThrow();
    disk.corrupt(across.file(), 2, 1);
    store = open();
    assertThat(store.stateHash()).isEqualTo(hash);
    assertThat(store.report().journal().sentence())
        .contains("Not needed any more: " + across.file() + " at offset 0: record ");
    assertThat(store.execute("bob", 1, new Command.Put("ear", "soft")).succeeded())
        .isTrue();
    assertThat(open().content()).containsEntry("ear", "soft");

    Extent behind = store.extents().stream()
        .filter(extent -> extent.firstLsn() > 20 && extent.lastLsn() < 28)
        .findFirst()
        .orElseThrow();
    disk.corrupt(behind.file(), 2, 1);
    assertThat(refusal())
        .hasMessageContaining(behind.file() + " at offset 0: there is no readable");
  }

  @Test
  @DisplayName("W3: a snapshot of another store does not fit the journal beside it")
  void foreignSnapshot() {
    thirty();
    SimulatedDisk other = new SimulatedDisk(new Random(2));
    DurableStore foreign = DurableStore.open(other, SMALL, CLOCK, SYSTEM).result();
    for (int i = 1; i <= 25; i++) {
      put(foreign, i, "KEY " + i % 7, "value " + i);
    }
    String name = foreign.snapshot().result().file();
    DiskFile file = other.open(name);
    disk.open(name).append(file.read(0, (int) file.size()));
    assertThat(refusal())
        .hasMessageContaining("record 25 is not the one that the snapshot was taken at");
  }

  @Test
  @DisplayName("S1: a snapshot holds the moment it was asked for, whatever is done meanwhile")
  void snapshotWhileWriting() {
    ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
    SimulatedDisk slow = new SimulatedDisk(new Random(1), () -> {
      syncs.add(Promise.promise());
      return syncs.getLast().future();
    });
    Future<DurableStore> opening = DurableStore.open(slow, SMALL, CLOCK, SYSTEM);
    finish(syncs);
    DurableStore store = opening.result();
    for (int i = 1; i <= 20; i++) {
      put(store, i, "key " + i, "old");
    }
    finish(syncs);
    final long hash = store.stateHash();
    Future<SnapshotFile> snapshot = store.snapshot();
    assertThat(store.snapshot()).as("asked for twice").isSameAs(snapshot);
    for (int i = 21; !snapshot.isComplete(); i++) {
      store.execute("alice", i, new Command.Put("key " + i % 25, "new"));
      store.execute("bob", i, new Command.Delete("key " + i % 3));
      syncs.remove().complete();
    }
    assertThat(snapshot.result().lsn()).isEqualTo(20);
    assertThat(snapshot.result().stateHash()).isEqualTo(hash);
    finish(syncs);
    assertThat(store.lastLsn()).isGreaterThan(24);
    assertThat(store.content()).containsEntry("key 22", "new").doesNotContainKey("key 1");
    final long after = store.stateHash();
    opening = DurableStore.open(slow, SMALL, CLOCK, SYSTEM);
    finish(syncs);
    assertThat(opening.result().report().snapshotLsn()).isEqualTo(20);
    assertThat(opening.result().stateHash()).isEqualTo(after);
  }

  private static void finish(ArrayDeque<Promise<Void>> syncs) {
    while (!syncs.isEmpty()) {
      syncs.remove().complete();
    }
  }

  @Test
  @DisplayName("While somebody holds the files, all of them stay; then what is not needed goes")
  void hold() {
    DurableStore store = thirty();
    Hold hold = store.hold();
    Hold second = store.hold();
    assertThat(hold.lsn()).isEqualTo(30);
    assertThat(hold.system()).isEqualTo(SYSTEM);
    assertThat(hold.time()).isEqualTo(CLOCK.instant());
    put(store, 31, "paw", "left");
    store.snapshot();
    put(store, 32, "paw", "right");
    store.snapshot();
    hold.close();
    hold.close();
    assertThat(disk.list())
        .containsAll(second.extents().stream().map(Extent::file).toList())
        .containsAll(second.snapshots().stream().map(SnapshotFile::file).toList());
    assertThat(hold.extents()).extracting(Extent::lastLsn).endsWith(30L);
    second.close();
    assertThat(SnapshotNames.in(disk)).hasSize(2);
    assertThat(disk.exists(hold.extents().get(0).file())).isFalse();
  }

  @Test
  @DisplayName("What is not in a backup stays in the journal, once somebody has begun to take any")
  void backedUp() {
    DurableStore store = open();
    assertThat(store.backedUpTo()).isEqualTo(-1);
    assertThat(store.backedUpTo(0).succeeded()).isTrue();
    for (int i = 1; i <= 30; i++) {
      put(store, i, "key", "value " + i);
    }
    store.snapshot();
    put(store, 31, "key", "last");
    store.snapshot();
    assertThat(store.extents().get(0).firstLsn()).isEqualTo(1);
    disk.crash();
    store = open();
    assertThat(store.backedUpTo()).isZero();
    store.backedUpTo(25);
    store.backedUpTo(20);
    assertThat(store.backedUpTo()).isEqualTo(25);
    put(store, 32, "key", "very last");
    store.snapshot();
    assertThat(store.extents().get(0).firstLsn()).isBetween(20L, 26L);
    DurableStore current = store;
    assertThatThrownBy(() -> current.backedUpTo(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no backup can hold commit 99");
  }

  @Test
  @DisplayName("W5: after a failed sync a store answers nothing more, not even a read")
  void failedSync() {
    DurableStore store = open();
    put(store, 1, "paw", "left");
    disk.failNextSync();
    Future<Answer> lost = store.execute("alice", 2, new Command.Put("paw", "right"));
    assertThat(lost.cause()).isInstanceOf(SyncFailedException.class);
    assertThat(store.content()).containsEntry("paw", "left");
    assertThat(store.execute("alice", 3, new Command.Get("paw")).failed()).isTrue();
    disk.crash();
    assertThat(open().content()).containsEntry("paw", "left");
  }

  @Test
  @DisplayName("A read is answered without a record, and a full disk refuses a write and no more")
  void readAndFullDisk() {
    DurableStore store = open();
    put(store, 1, "paw", "left");
    assertThat(store.execute("bob", 1, new Command.Get("paw")).result())
        .isEqualTo(new Answer.Applied("left"));
    assertThat(store.lastLsn()).isEqualTo(1);
    disk.full(0);
    assertThat(store.execute("bob", 2, new Command.Put("paw", "x")).cause())
        .isInstanceOf(DiskFullException.class);
    assertThat(store.snapshot().cause()).isInstanceOf(DiskFullException.class);
    disk.full(Long.MAX_VALUE);
    assertThat(put(store, 2, "paw", "right")).isEqualTo(new Answer.Applied("left"));
    assertThat(store.snapshot().succeeded()).isTrue();
    assertThat(disk.list()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  @DisplayName("A half-written snapshot is removed, and the opening says so once")
  void halfWritten() {
    put(open(), 1, "paw", "left");
    disk.open("snap-0000000000000001.snap.tmp").append(Buffer.buffer("half"));
    OpeningReport report = open().report();
    assertThat(report.isClean()).isFalse();
    assertThat(report.sentences())
        .last()
        .asString()
        .startsWith("snap-0000000000000001.snap.tmp was half written when the store stopped");
    assertThat(open().report().isClean()).isTrue();
  }

  @Test
  @DisplayName("A folder that is no store, or whose id has rotted, is refused by file")
  void noStore() {
    assertThatThrownBy(() -> new DurableStore.Options(SMALL.log(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blockBytes is 0");
    assertThat(DurableStore.open(disk, SMALL, CLOCK, "me").cause())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 digits");
    put(open(), 1, "paw", "left");
    assertThat(DurableStore.open(disk, SMALL, CLOCK, "f".repeat(32)).result().system())
        .isEqualTo(SYSTEM);
    disk.corrupt(DurableStore.SYSTEM_FILE, 20, 1);
    assertThat(refusal()).hasMessageContaining("system.json is not what a store wrote there");
    disk.delete(DurableStore.SYSTEM_FILE);
    assertThat(refusal()).hasMessageContaining("there is a journal or a snapshot, but no system");
    DurableStore.identify(disk, SYSTEM);
    WriteAheadLog log = WriteAheadLog.open(disk).result().log();
    log.append(Buffer.buffer("hello"));
    log.flush();
    assertThat(refusal()).hasMessageContaining("record 2 of the journal is whole, but no commit");
  }
}
