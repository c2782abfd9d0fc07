package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.ExactlyOnceStore.Answer;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
}
