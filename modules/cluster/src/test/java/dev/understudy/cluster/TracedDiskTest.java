package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.DiskFile;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TracedDiskTest {
  private final TracedDisk disk = new TracedDisk(1);

  private String story() {
    return disk.trace()
        .text()
        .replaceAll("(?m)^ *\\d+\\.\\d+ +", "")
        .replaceAll(" {2,}", " ")
        .replaceAll("(?m)^.*(starts|<-).*\n", "");
  }

  @Test
  @DisplayName("What is written goes to the page cache, what is synced to the platter")
  void lanes() {
    DiskFile file = disk.open("diary");
    file.append(Buffer.buffer("left paw"));
    Future<Void> sync = file.sync();
    assertThat(sync.isComplete()).as("before the story ends it").isFalse();
    assertThat(disk.endSync()).isTrue();
    assertThat(sync.succeeded()).isTrue();
    assertThat(disk.endSync()).as("none is left").isFalse();
    assertThat(file.read(0, 4)).hasToString("left");
    assertThat(story()).isEqualTo("""
            athens -> page cache #1 Create[file=diary]
            athens -> page cache #2 Append[bytes=8, file=diary]
            athens -> platter #3 Sync[of=diary]
            platter -> athens #4 Durable[now=diary]
            page cache -> athens #5 Read[bytes=4, file=diary]
            """);
    assertThat(disk.trace().lanes()).containsExactly("athens", "page cache", "platter");
  }

  @Test
  @DisplayName(
      "A power cut ends the syncs under way, and whoever comes next is a new life of the node")
  void powerCut() {
    disk.syncDirectory();
    DiskFile file = disk.open("diary");
    disk.syncDirectory();
    disk.endSyncs();
    file.append(Buffer.buffer("left paw"));
    Future<Void> sync = file.sync();
    disk.cutPower(UnsyncedLoss.ALL);
    assertThat(disk.endSync()).isFalse();
    assertThat(sync.isComplete()).isFalse();
    assertThat(disk.content("diary").length()).isZero();
    disk.open("diary");
    assertThat(disk.trace().text())
        .contains("Sync[of=diary] dropped: power cut")
        .contains("FAULT crash begins: power cut")
        .contains("platter     note: left: 0 bytes in diary")
        .contains("FAULT crash ends: athens page cache")
        .contains("athens      restarts, incarnation 2");
  }

  @Test
  @DisplayName("A sync that fails is told to who asked, and to the trace")
  void failedSync() {
    DiskFile file = disk.open("diary");
    disk.failNextSync();
    Future<Void> sync = file.sync();
    disk.endSyncs();
    assertThat(sync.cause()).isInstanceOf(SyncFailedException.class);
    assertThat(disk.trace().text()).contains("Sync[of=diary] dropped: the sync fails");
  }

  @Test
  @DisplayName("The same story on the same seed leaves the same trace and the same bytes")
  void sameSeed() {
    TracedDisk other = new TracedDisk(1);
    for (TracedDisk one : new TracedDisk[] {disk, other}) {
      one.open("diary").append(Buffer.buffer("x".repeat(one.random().nextInt(1000))));
      one.syncDirectory();
      one.endSyncs();
      one.returned(one.called("left paw"), true, "done");
      one.cutPower(UnsyncedLoss.TORN);
      one.flipBit("diary", 9);
    }
    assertThat(disk.content("diary").length()).isPositive();
    assertThat(other.content("diary")).isEqualTo(disk.content("diary"));
    assertThat(other.trace().hash()).isEqualTo(disk.trace().hash());
  }
}
