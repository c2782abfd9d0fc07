package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.opened;
import static dev.understudy.backup.RememberedStore.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableDumpTest {
  private final RememberedStore source = new RememberedStore(1).write(60);
  private final WatchedDisk vault = new WatchedDisk();
  private final BackupTarget target = DirectoryTarget.on(vault, "the vault");
  private final TableDump dumps = TableDump.in(target);
  private long sequence = 1000;

  private void does(Command command) {
    result(source.store.execute("somebody", ++sequence, command));
  }

  private static SortedMap<String, String> table(DurableStore store, String table) {
    return new TreeMap<>(store.content().subMap(table + "/", table + "0"));
  }

  @Test
  @DisplayName("A table comes back into a running store; the others stay as they are")
  void table() {
    does(new Command.Put("cats/half a pair", "\ud83d and \u00fc and \ud83d\udc08"));
    does(new Command.Put("catsup/1", "another table"));
    SortedMap<String, String> cats = table(source.store, "cats");
    Dump dump = result(dumps.write("monday", List.of("cats"), source.store, source.clock));
    assertThat(dump.rows()).containsOnlyKeys("cats").containsValue((long) cats.size());

    cats.keySet().forEach(key -> does(new Command.Delete(key)));
    does(new Command.Put("cats/new", "was not there"));
    source.write(20);
    does(new Command.Put("catsup/1", "later"));
    SortedMap<String, String> dogs = table(source.store, "dogs");
    int changed = result(dumps.restore("monday", source.store, key -> true));
    assertThat(changed).isPositive();
    assertThat(table(source.store, "cats")).isEqualTo(cats);
    assertThat(table(source.store, "dogs")).isEqualTo(dogs);
    assertThat(source.store.get("catsup/1")).isEqualTo("later");
    assertThat(result(dumps.restore("monday", source.store, key -> true))).isZero();

    does(new Command.Delete("cats/half a pair"));
    assertThat(result(dumps.restore("monday", source.store, key -> true))).isEqualTo(1);
    assertThat(table(source.store, "cats")).isEqualTo(cats);
  }

  @Test
  @DisplayName("A single row comes back alone")
  void row() {
    does(new Command.Put("cats/1", "then"));
    does(new Command.Put("cats/2", "then"));
    result(dumps.write("monday", List.of("cats", "dogs"), source.store, source.clock));
    does(new Command.Put("cats/1", "now"));
    does(new Command.Put("cats/2", "now"));
    result(dumps.restore("monday", source.store, "cats/1"::equals));
    assertThat(source.store.get("cats/1")).isEqualTo("then");
    assertThat(source.store.get("cats/2")).isEqualTo("now");
  }

  @Test
  @DisplayName("A dump that is altered anywhere is refused before a row is changed")
  void altered() {
    result(dumps.write("monday", List.of("cats"), source.store, source.clock));
    does(new Command.Put("cats/1", "now"));
    long before = source.store.stateHash();
    for (String name : vault.list()) {
      long size = vault.open(name).size();
      for (int offset = 0; offset < size; offset++) {
        vault.disk.corrupt(name, offset, 1);
        assertThatThrownBy(() -> result(dumps.restore("monday", source.store, key -> true)))
            .isInstanceOf(RefusedBackupException.class)
            .hasMessageContaining("monday");
        vault.disk.corrupt(name, offset, 1);
      }
    }
    assertThat(source.store.stateHash()).isEqualTo(before);
  }

  @Test
  @DisplayName("A dump that fails anywhere leaves nothing that counts, and its name stays free")
  void failing() {
    int change = 0;
    boolean hasFailed = true;
    while (hasFailed) {
      vault.failOnceAt(++change);
      hasFailed =
          dumps.write("monday", List.of("cats"), source.store, source.clock).failed();
      vault.recover();
      assertThat(vault.list().contains("monday.dump.json")).isEqualTo(!hasFailed);
    }
    assertThat(change).isGreaterThan(8);
    assertThatThrownBy(
            () -> result(dumps.write("monday", List.of("cats"), source.store, source.clock)))
        .isInstanceOf(RefusedBackupException.class)
        .hasMessageContaining("choose another name");
  }

  @Test
  @DisplayName(
      "A critical row is acknowledged when two stores have it, and a retry mends what failed")
  void dualWrite() {
    RememberedStore second =
        new RememberedStore(9, "e".repeat(32), new SimulatedDisk(new Random(4)));
    DualWrite both = new DualWrite(source.store, second.store, key -> key.startsWith("payments/"));
    result(both.execute("till", 1, new Command.Put("payments/1", "10")));
    result(both.execute("till", 2, new Command.Put("cats/1", "only once")));
    assertThat(second.store.content()).containsOnlyKeys("payments/1");

    second.disk.full(10);
    assertThat(both.execute("till", 3, new Command.Append("payments/1", "+5")).failed())
        .isTrue();
    assertThat(source.store.get("payments/1")).isEqualTo("10+5");
    assertThat(second.store.get("payments/1")).isEqualTo("10");
    second.disk.full(Long.MAX_VALUE);
    result(both.execute("till", 3, new Command.Append("payments/1", "+5")));
    assertThat(source.store.get("payments/1")).isEqualTo("10+5");
    assertThat(second.store.get("payments/1")).isEqualTo("10+5");

    second.disk.unsyncedLoss(UnsyncedLoss.ALL);
    second.disk.crash();
    assertThat(opened(second.disk).get("payments/1")).isEqualTo("10+5");
  }
}
