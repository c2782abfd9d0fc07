package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimulatedDiskPaperTest extends DiskContract {
  private final List<Promise<Void>> delays = new ArrayList<>();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final SimulatedDisk slowDisk = new SimulatedDisk(new Random(1), this::delay);

  private Future<Void> delay() {
    delays.add(Promise.promise());
    return delays.get(delays.size() - 1).future();
  }

  @Override
  Disk disk() {
    return disk;
  }

  private static String content(Disk disk, String name) {
    DiskFile file = disk.open(name);
    return file.read(0, (int) file.size()).toString();
  }

  /** A file with a durable name, durable bytes "ab" and the unsynced chunks "cd" and "ef". */
  private void halfSynced() {
    DiskFile file = disk.open("f");
    disk.syncDirectory();
    file.append(Buffer.buffer("ab"));
    file.sync();
    file.append(Buffer.buffer("cd"));
    file.append(Buffer.buffer("ef"));
  }

  @Test
  @DisplayName("A crash takes what was not synced and leaves what was")
  void lossOfAll() {
    halfSynced();
    disk.crash();
    assertThat(content(disk, "f")).isEqualTo("ab");
  }

  @Test
  @DisplayName("A lucky crash takes nothing")
  void lossOfNone() {
    halfSynced();
    disk.unsyncedLoss(UnsyncedLoss.NONE);
    disk.crash();
    assertThat(content(disk, "f")).isEqualTo("abcdef");
  }

  @Test
  @DisplayName("A torn crash leaves a prefix, and every prefix sometimes")
  void torn() {
    List<String> prefixes = new ArrayList<>();
    boolean garbageSeen = false;
    for (int seed = 0; seed < 300; seed++) {
      SimulatedDisk torn = new SimulatedDisk(new Random(seed));
      torn.unsyncedLoss(UnsyncedLoss.TORN);
      DiskFile file = torn.open("f");
      torn.syncDirectory();
      file.append(Buffer.buffer("ab"));
      file.sync();
      file.append(Buffer.buffer("cd"));
      file.append(Buffer.buffer("ef"));
      torn.crash();
      String left = content(torn, "f");
      assertThat(left).as("seed %d", seed).startsWith("ab");
      garbageSeen |= !"abcdef".startsWith(left);
      if (!prefixes.contains(left)) {
        prefixes.add(left);
      }
    }
    assertThat(prefixes).contains("ab", "abc", "abcd", "abcde", "abcdef");
    assertThat(garbageSeen).isTrue();
  }

  @Test
  @DisplayName("A synced file is gone after a crash when its directory was not synced")
  void nameIsNotDurable() {
    DiskFile file = disk.open("f");
    file.append(Buffer.buffer("ab"));
    file.sync();
    disk.crash();
    assertThat(disk.list()).isEmpty();
  }

  @Test
  @DisplayName("A rename that was not synced is undone by a crash, and both files are as before")
  void renameIsNotDurable() {
    for (String name : List.of("new", "old")) {
      DiskFile file = disk.open(name);
      file.append(Buffer.buffer(name));
      file.sync();
    }
    disk.syncDirectory();
    disk.rename("new", "old");
    assertThat(content(disk, "old")).isEqualTo("new");
    disk.crash();
    assertThat(disk.list()).containsExactly("new", "old");
    assertThat(content(disk, "old")).isEqualTo("old");

    disk.rename("new", "old");
    disk.syncDirectory();
    disk.crash();
    assertThat(disk.list()).containsExactly("old");
    assertThat(content(disk, "old")).isEqualTo("new");
  }

  @Test
  @DisplayName("A deleted file comes back after a crash unless the directory was synced")
  void deleteIsNotDurable() {
    halfSynced();
    disk.delete("f");
    disk.crash();
    assertThat(content(disk, "f")).isEqualTo("ab");
    disk.delete("f");
    disk.syncDirectory();
    disk.crash();
    assertThat(disk.list()).isEmpty();
  }

  @Test
  @DisplayName(
      "A sync in flight covers what came before it, and promises nothing when the power goes")
  void syncInFlight() {
    DiskFile file = slowDisk.open("f");
    Future<Void> directory = slowDisk.syncDirectory();
    delays.get(0).complete();
    assertThat(directory.succeeded()).isTrue();

    file.append(Buffer.buffer("ab"));
    final Future<Void> first = file.sync();
    file.append(Buffer.buffer("cd"));
    final Future<Void> second = file.sync();
    delays.get(1).complete();
    assertThat(first.succeeded()).isTrue();

    slowDisk.crash();
    delays.get(2).complete();
    assertThat(second.isComplete()).isFalse();
    assertThat(content(slowDisk, "f")).isEqualTo("ab");
  }

  @Test
  @DisplayName("A handle of before the crash is useless, and a ghost cannot write through it")
  void oldHandle() {
    DiskFile file = disk.open("f");
    disk.crash();
    assertThatThrownBy(() -> file.append(Buffer.buffer("ghost")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("f was opened before the disk crashed");
    assertThat(file.sync().failed()).isTrue();
    assertThat(disk.list()).isEmpty();
  }

  @Test
  @DisplayName(
      "After a failed sync the handle is useless, and a fresh one succeeds without the data")
  void fsyncgate() {
    DiskFile file = disk.open("f");
    disk.syncDirectory();
    file.append(Buffer.buffer("lost"));
    disk.failNextSync();
    assertThat(file.sync().cause()).isInstanceOf(SyncFailedException.class);
    assertThat(file.sync().cause()).isInstanceOf(SyncFailedException.class);
    assertThatThrownBy(() -> file.append(Buffer.buffer("x")))
        .isInstanceOf(SyncFailedException.class);

    DiskFile again = disk.open("f");
    assertThat(again.sync().succeeded()).isTrue();
    assertThat(content(disk, "f")).isEqualTo("lost");
    again.append(Buffer.buffer("kept"));
    again.sync();
    disk.crash();
    assertThat(content(disk, "f")).isEqualTo("\0\0\0\0kept");
  }

  @Test
  @DisplayName("A sync that was to fail and is spared succeeds")
  void spared() {
    DiskFile file = disk.open("f");
    disk.failNextSync();
    disk.spareNextSync();
    assertThat(file.sync().succeeded()).isTrue();
  }

  @Test
  @DisplayName("A sync that is to fail and is spared while it is in flight succeeds, the next too")
  void sparedInFlight() {
    DiskFile file = slowDisk.open("f");
    slowDisk.failNextSync();
    final Future<Void> first = file.sync();
    slowDisk.spareNextSync();
    delays.get(0).complete();
    assertThat(first.succeeded()).isTrue();
    slowDisk.failNextSync();
    final Future<Void> second = file.sync();
    delays.get(1).complete();
    assertThat(second.failed()).isTrue();
  }

  @Test
  @DisplayName("Rot flips one bit of one durable byte, of any file, and of nothing else")
  void rotAnywhere() {
    assertThatThrownBy(() -> disk.rot(new java.util.Random(1)))
        .hasMessageContaining("no byte of this disk is durable");
    for (String name : List.of("one", "other")) {
      disk.open(name).append(Buffer.buffer("\0\0\0"));
      disk.open(name).sync();
      disk.open(name).append(Buffer.buffer("\0\0\0\0"));
    }
    disk.syncDirectory();
    assertThat(disk.durableBytes()).isEqualTo(6);
    assertThat(disk.used()).isEqualTo(14);
    TreeMap<String, Integer> flips = new TreeMap<>();
    for (int seed = 1; seed <= 600; seed++) {
      disk.rot(new java.util.Random(seed));
      for (String name : List.of("one", "other")) {
        Buffer bytes = disk.open(name).read(0, 7);
        for (int i = 0; i < 7; i++) {
          if (bytes.getByte(i) != 0) {
            assertThat(Integer.bitCount(bytes.getByte(i) & 0xFF)).isEqualTo(1);
            flips.merge(name + i, 1, Integer::sum);
            disk.corrupt(name, i, bytes.getByte(i) & 0xFF);
          }
        }
      }
    }
    assertThat(flips.keySet())
        .containsExactly("one0", "one1", "one2", "other0", "other1", "other2");
    assertThat(flips.values())
        .allMatch(times -> times > 60)
        .satisfies(times ->
            assertThat(times.stream().mapToInt(Integer::intValue).sum()).isEqualTo(600));
  }

  @Test
  @DisplayName(
      "A sync that was in flight when another one failed fails too: it covers the same bytes")
  void overlappingFailure() {
    DiskFile file = slowDisk.open("f");
    file.append(Buffer.buffer("ab"));
    slowDisk.failNextSync();
    final Future<Void> first = file.sync();
    file.append(Buffer.buffer("cd"));
    final Future<Void> second = file.sync();
    delays.get(0).complete();
    delays.get(1).complete();
    assertThat(first.failed()).isTrue();
    assertThat(second.failed()).isTrue();
  }

  @Test
  @DisplayName(
      "A full disk says so, leaves the file as it was, and takes bytes again when there is room")
  void full() {
    DiskFile file = disk.open("f");
    file.append(Buffer.buffer("ab"));
    disk.full(3);
    assertThatThrownBy(() -> file.append(Buffer.buffer("cd")))
        .isInstanceOf(DiskFullException.class)
        .hasMessageContaining("2 more bytes in f");
    assertThat(file.size()).isEqualTo(2);
    disk.full(Long.MAX_VALUE);
    file.append(Buffer.buffer("cd"));
    assertThat(content(disk, "f")).isEqualTo("abcd");
  }

  @Test
  @DisplayName("Rot flips bits of what is durable, and survives the crash")
  void rot() {
    halfSynced();
    disk.corrupt("f", 1, 1);
    assertThat(content(disk, "f")).isEqualTo("accdef");
    disk.crash();
    assertThat(content(disk, "f")).isEqualTo("ac");
    assertThatThrownBy(() -> disk.corrupt("f", 2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> disk.corrupt("g", 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no file g");
  }
}
