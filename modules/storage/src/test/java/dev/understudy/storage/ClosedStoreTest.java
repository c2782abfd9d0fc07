package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClosedStoreTest {
  private static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(300, 200), 128);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T00:00:00Z"), ZoneOffset.UTC);

  private static DurableStore open(Disk disk) {
    return DurableStore.open(disk, SMALL, CLOCK, "a".repeat(32)).result();
  }

  private static void isSame(long seed, DurableStore store, Disk disk) {
    Hold open = store.hold();
    Hold closed = DurableStore.holdClosed(disk);
    String as = "seed " + seed;
    assertThat(closed.system()).as(as).isEqualTo(open.system());
    assertThat(closed.lsn()).as(as).isEqualTo(open.lsn());
    assertThat(closed.checksum()).as(as).isEqualTo(open.checksum());
    assertThat(closed.time()).as(as).isEqualTo(open.time());
    assertThat(closed.snapshots()).as(as).isEqualTo(open.snapshots());
    assertThat(closed.extents()).as(as).isEqualTo(open.extents());
    open.close();
  }

  @Test
  @DisplayName("The files of a closed store say of it what the open store said")
  void sameAsOpen() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      SimulatedDisk disk = new SimulatedDisk(new Random(~seed));
      DurableStore store = open(disk);
      for (int i = 0; i < random.nextInt(60); i++) {
        String value = "x".repeat(random.nextInt(100));
        store.execute("client", i, new Command.Put("cats/" + random.nextInt(9), value));
        if (random.nextInt(8) == 0) {
          assertThat(store.snapshot().succeeded()).isTrue();
        }
      }
      isSame(seed, store, disk);
      store.close();
      List<String> before = disk.list();
      DurableStore.holdClosed(disk).close();
      assertThat(disk.list()).isEqualTo(before);
      isSame(seed, open(disk), disk);
    }
  }

  @Test
  @DisplayName("A torn tail does not count, wherever it begins")
  void tornTail() {
    for (int torn = 1; torn <= 80; torn++) {
      SimulatedDisk disk = new SimulatedDisk(new Random(torn));
      DurableStore store = open(disk);
      for (int i = 0; i < 4; i++) {
        store.execute("client", i, new Command.Put("cats/" + i, "x".repeat(60)));
      }
      Hold open = store.hold();
      DiskFile newest = disk.open(open.extents().get(open.extents().size() - 1).file());
      DiskFile next = disk.open("wal-%016x.log".formatted(open.lsn() + 1));
      DiskFile tail = torn % 2 == 0 ? newest : next;
      tail.append(newest.read(0, torn));
      if (tail == newest) {
        disk.delete(next.name());
      }
      Hold closed = DurableStore.holdClosed(disk);
      assertThat(closed.lsn()).as("%d bytes", torn).isEqualTo(4);
      assertThat(closed.extents()).as("%d bytes", torn).isEqualTo(open.extents());
      assertThat(closed.time()).isEqualTo(CLOCK.instant());
    }
  }
}
