package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every disk promises, so that a node cannot tell them apart. */
abstract class DiskContract {

  /** The same empty disk for the whole of a test. */
  abstract Disk disk();

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("What is appended is read back at once, by every handle that is opened")
  void appendedIsVisible() {
    DiskFile file = disk().open("paw.log");
    file.append(Buffer.buffer("left "));
    file.append(Buffer.buffer("paw"));
    assertThat(file.size()).isEqualTo(8);
    assertThat(file.read(5, 3)).hasToString("paw");
    assertThat(disk().open("paw.log").read(0, 8)).hasToString("left paw");
  }

  @Test
  @DisplayName("Asking for bytes that are not there is a mistake, not an empty answer")
  void readBeyondTheEnd() {
    DiskFile file = disk().open("paw.log");
    file.append(Buffer.buffer("paw"));
    assertThatThrownBy(() -> file.read(2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("paw.log has 3 bytes");
    assertThatThrownBy(() -> file.truncate(4)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("After a truncation the next append continues at the cut")
  void truncate() throws Exception {
    DiskFile file = disk().open("paw.log");
    file.append(Buffer.buffer("left paw"));
    file.truncate(5);
    file.append(Buffer.buffer("ear"));
    await(file.sync());
    assertThat(file.read(0, 8)).hasToString("left ear");
  }

  @Test
  @DisplayName("Files are listed by name, a deleted one no longer, deleting twice harms nobody")
  void listAndDelete() throws Exception {
    disk().open("b");
    disk().open("a");
    disk().open("c");
    disk().delete("b");
    disk().delete("b");
    await(disk().syncDirectory());
    assertThat(disk().list()).containsExactly("a", "c");
    assertThat(disk().exists("a")).isTrue();
    assertThat(disk().exists("b")).isFalse();
  }

  @Test
  @DisplayName("A rename replaces the file that had the name")
  void rename() {
    disk().open("new").append(Buffer.buffer("new"));
    disk().open("old").append(Buffer.buffer("old!"));
    disk().rename("new", "old");
    assertThat(disk().list()).containsExactly("old");
    DiskFile file = disk().open("old");
    assertThat(file.read(0, (int) file.size())).hasToString("new");
    assertThatThrownBy(() -> disk().rename("absent", "old"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent");
  }

  @Test
  @DisplayName("A name never leads out of the folder")
  void names() {
    for (String name : new String[] {"", ".", "..", "../x", "a/b", "a\\b", "ä", "a b", "a\0"}) {
      assertThatThrownBy(() -> disk().open(name))
          .as("name <%s>", name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("letters, digits");
      assertThatThrownBy(() -> disk().rename("a", name))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> disk().delete(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> disk().exists(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("A journal written on this disk comes back whole from it")
  void journal() throws Exception {
    WriteAheadLog.Options small = new WriteAheadLog.Options(100, 50);
    WriteAheadLog log = await(WriteAheadLog.open(disk(), small)).log();
    for (int i = 1; i <= 10; i++) {
      assertThat(log.append(Buffer.buffer("record " + i))).isEqualTo(i);
    }
    await(log.flush());
    assertThat(log.durableLsn()).isEqualTo(10);
    log.close();

    Recovered again = await(WriteAheadLog.open(disk(), small));
    assertThat(again.records()).hasSize(10).last().hasToString("record 10");
    assertThat(again.log().append(Buffer.buffer("record 11"))).isEqualTo(11);
    await(again.log().flush());
    again.log().close();
    assertThat(disk().list()).hasSizeGreaterThan(2).allMatch(name -> name.startsWith("wal-000"));
  }

  @Test
  @DisplayName("A store on this disk comes back from its snapshot and the journal behind it")
  void store() throws Exception {
    DurableStore.Options small =
        new DurableStore.Options(new WriteAheadLog.Options(200, 1000), 100);
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    String system = "0123456789abcdef0123456789abcdef";
    DurableStore store = await(DurableStore.open(disk(), small, clock, system));
    for (int i = 1; i <= 40; i++) {
      await(store.execute("alice", i, new Command.Append("key " + i % 5, "." + i)));
      if (i % 10 == 0 && i < 40) {
        await(store.snapshot());
      }
    }
    store.close();
    assertThat(disk().exists("wal-0000000000000001.log")).isFalse();

    DurableStore again = await(DurableStore.open(disk(), small, clock, "f".repeat(32)));
    assertThat(again.report().snapshotLsn()).isEqualTo(30);
    assertThat(again.report().isClean()).isTrue();
    assertThat(again.lastLsn()).isEqualTo(40);
    assertThat(again.stateHash()).isEqualTo(store.stateHash());
    assertThat(again.system()).isEqualTo(system);
    again.close();
  }
}
