package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of stores and backups, each call with the folders to itself. */
class BackupCommandTest {
  @TempDir
  private Path folder;

  private CommandLineOnTrial lab;
  private Path data;
  private Path target;

  @BeforeEach
  void names() {
    lab = new CommandLineOnTrial(folder);
    data = folder.resolve("the data");
    target = folder.resolve("the backups");
  }

  private CommandLineOnTrial.Result store(String... arguments) {
    return call("store", List.of("--data", data.toString()), arguments);
  }

  private CommandLineOnTrial.Result create(String... arguments) {
    List<String> where = List.of("--data", data.toString(), "--to", target.toString());
    return call(
        "backup",
        where,
        Stream.concat(Stream.of("create"), Stream.of(arguments)).toArray(String[]::new));
  }

  private CommandLineOnTrial.Result backup(String... arguments) {
    return call("backup", List.of("--from", target.toString()), arguments);
  }

  private CommandLineOnTrial.Result call(String command, List<String> where, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(where);
    return lab.call(all.toArray(String[]::new));
  }

  private CommandLineOnTrial.Result restore(Path into, String... arguments) {
    return call(
        "backup",
        List.of("--from", target.toString(), "--into", into.toString()),
        Stream.concat(Stream.of("restore"), Stream.of(arguments)).toArray(String[]::new));
  }

  private String get(Path where, String key) {
    return lab.call("store", "get", key, "--data", where.toString()).out().strip();
  }

  private static JsonNode json(CommandLineOnTrial.Result result) throws IOException {
    assertThat(result.err()).isEmpty();
    return new ObjectMapper().readTree(result.out());
  }

  private void refused(CommandLineOnTrial.Result result, int status, String... parts) {
    assertThat(result.err()).contains(parts);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isEqualTo(status);
  }

  @Test
  @DisplayName("What was put is got, also by the next process, and absent is not empty")
  void putAndGet() throws IOException {
    assertThat(store("put", "a", "1").out()).isEqualTo("durable: a; the store is at record 1\n");
    assertThat(json(store("put", "b", "", "--json")).path("lastLsn").asLong()).isEqualTo(2);
    assertThat(store("get", "a").out()).isEqualTo("1\n");
    assertThat(store("get", "b").out()).isEqualTo("\n");
    assertThat(json(store("get", "c", "--json")).path("value").isNull()).isTrue();
    refused(store("get", "c"), Exit.WRONG_INPUT, "there is nothing under 'c' in " + data);
    refused(store("put", "", "x"), Exit.WRONG_INPUT, "the key has 0 bytes");
    refused(
        store("put", "x", "\u00e9".repeat(600_000)),
        Exit.WRONG_INPUT,
        "the value has 1200000 bytes: give one of at most 1048576");
    assertThat(store("put", "x", "\u00e9\u4e2d".repeat(200_000)).status()).isZero();
    assertThat(get(data, "x")).hasSize(400_000);
  }

  @Test
  @DisplayName("A chain grows, is listed, verified, restored to any point, and pruned")
  void chain() throws IOException {
    store("load", "--records", "200", "--value-bytes", "20");
    assertThat(create().out())
        .startsWith("full backup 000001-full: records 1 to 200, ")
        .hasLineCount(1);
    assertThat(create().out()).isEqualTo("nothing new since 000001-full, so no link was made\n");
    store("put", "load-0000000001", "changed");
    assertThat(create().out())
        .startsWith("incremental backup 000002-incremental, on 000001-full: records 201 to 201");
    store("put", "late", "1");
    assertThat(create("--kind", "log").out()).contains("log backup 000003-log");
    assertThat(backup("list").out().lines()).hasSize(4).allMatch(line -> !line.contains("BROKEN"));

    assertThat(backup("list").out()).doesNotContain(" restored ");
    assertThat(backup("verify").out())
        .contains("verified: 000003-log restored and opened in", "202 records", "out of 3 links");
    JsonNode links = json(backup("list", "--json")).path("links");
    assertThat(links.path(0).path("restoredAt").isNull()).isTrue();
    assertThat(links.path(2).path("restoredAt").isNull()).isFalse();

    Path into = folder.resolve("restored");
    assertThat(restore(into, "--to-index", "200").out()).contains("record 200 of", "000001-full;");
    assertThat(get(into, "load-0000000001")).startsWith("1 ");
    refused(restore(into), Exit.WRONG_INPUT, "restored is not empty");
    Path later = folder.resolve("later");
    String time = links.path(1).path("toTime").asText();
    assertThat(json(restore(later, "--to-time", time, "--json")).path("lsn").asLong())
        .isEqualTo(201);
    assertThat(get(later, "load-0000000001")).isEqualTo("changed");
    refused(
        restore(folder.resolve("x"), "--to-time", "2199-01-01T00:00:00+01:00"),
        Exit.WRONG_INPUT,
        "2198-12-31T23:00:00Z is out of reach: these backups reach from",
        "to record 202 of");
    refused(
        restore(folder.resolve("x"), "--to-index", "203"),
        Exit.WRONG_INPUT,
        "record 203 is out of reach: these backups reach from the beginning to record 202");

    assertThat(create("--kind", "full").out()).contains("full backup 000004-full");
    assertThat(backup("verify", "--id", "000004-full").status()).isZero();
    assertThat(backup("prune", "--keep", "1", "--dry-run").out())
        .contains("would go: 000001-full", "3 backups");
    assertThat(json(backup("prune", "--keep", "1", "--json")).path("gone")).hasSize(3);
    assertThat(backup("list").lastLine()).startsWith("1 backup, ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("the data", "the backups", "restored", "later", ".lab");
    }
    assertThat(folder.resolve(".lab/tmp")).isEmptyDirectory();
  }

  @Test
  @DisplayName("A link that is altered, missing or of another store is refused by name")
  void brokenLinks() throws IOException {
    Path region = folder.resolve("region");
    store("load", "--records", "50");
    create();
    store("put", "a", "1");
    assertThat(create("--copy-to", region.toString()).out())
        .contains("copied 2 links to " + region);
    String piece = "000001-full.wal-0000000000000001.log";
    byte[] bytes = Files.readAllBytes(target.resolve(piece));
    bytes[bytes.length / 2] ^= 1;
    Files.write(target.resolve(piece), bytes);
    refused(backup("verify"), Exit.DOES_NOT_HOLD, "NOT VERIFIED", "000001-full");
    refused(restore(folder.resolve("x")), Exit.WRONG_INPUT, "000001-full");
    assertThat(folder.resolve("x")).doesNotExist();

    Files.delete(target.resolve("000001-full.json"));
    var list = backup("list");
    assertThat(list.out()).contains("BROKEN", "000001-full");
    assertThat(list.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    refused(backup("verify"), Exit.DOES_NOT_HOLD, "000001-full, which is missing");
    refused(
        backup("verify", "--id", "000001-ful"), Exit.WRONG_INPUT, "there is no backup 000001-ful");
    store("put", "b", "1");
    assertThat(create().out()).contains("full backup", "full, since", "000001-full");

    data = folder.resolve("another store");
    store("put", "a", "1");
    refused(create(), Exit.WRONG_INPUT, "of the system", "give each store a target of its own");
    refused(
        create("--to", data.resolve("here").toString()), Exit.WRONG_INPUT, "should be specified");

    target = region;
    assertThat(backup("verify").status()).isZero();
  }

  @Test
  @DisplayName("A backup inside the store's own folder is refused")
  void elsewhere() {
    store("put", "a", "1");
    target = data.resolve("backups");
    refused(create(), Exit.WRONG_INPUT, "lies in the folder of the store");
    assertThat(target).doesNotExist();
  }

  @Test
  @DisplayName("Of two backups at once each is made or refused in one line, and the chain is whole")
  void twoAtOnce() throws Exception {
    store("load", "--records", "100");
    CommandLineOnTrial other = new CommandLineOnTrial(folder);
    var otherResult = CompletableFuture.supplyAsync(
        () -> other.call("backup", "create", "--data", data.toString(), "--to", target.toString()));
    List<CommandLineOnTrial.Result> results = List.of(create(), otherResult.get());
    assertThat(results).anyMatch(result -> result.status() == Exit.HOLDS);
    for (CommandLineOnTrial.Result result : results) {
      assertThat(result.status()).isIn(Exit.HOLDS, Exit.WRONG_INPUT);
      assertThat(result.err().lines().toList()).hasSize(result.status() == Exit.HOLDS ? 0 : 1);
    }
    assertThat(backup("list").status()).isZero();
    assertThat(backup("verify").status()).isZero();
  }

  @Test
  @DisplayName("Rows of chosen tables go back into a store that went on, and no other row changes")
  void tables() throws IOException {
    store("put", "orders/1", "a");
    store("put", "orders/2", "b");
    store("put", "users/1", "c");
    JsonNode dump = json(create("--table", "orders", "--json"));
    assertThat(dump.path("rows").path("orders").asInt()).isEqualTo(2);
    String name = dump.path("dump").asText();
    assertThat(backup("list").out()).contains("rows of tables: " + name);
    store("put", "orders/1", "wrong");
    store("put", "orders/2", "wrong too");
    store("put", "users/1", "changed");
    List<String> rows =
        List.of("restore", "--from", target.toString(), "--dump", name, "--data", data.toString());
    List<String> one = new ArrayList<>(rows);
    one.addAll(List.of("--key", "orders/2"));
    assertThat(call("backup", one).out()).contains("1 rows were not as they are in it");
    assertThat(get(data, "orders/1")).isEqualTo("wrong");
    assertThat(call("backup", rows).out()).contains("1 rows were not as they are in it");
    assertThat(get(data, "orders/1")).isEqualTo("a");
    assertThat(get(data, "orders/2")).isEqualTo("b");
    assertThat(get(data, "users/1")).isEqualTo("changed");
    List<String> none = new ArrayList<>(rows);
    none.set(4, "dump-of-nobody");
    refused(call("backup", none), Exit.WRONG_INPUT, "dump-of-nobody");
  }
}
