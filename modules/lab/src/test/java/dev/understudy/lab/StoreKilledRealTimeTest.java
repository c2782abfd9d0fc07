package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that hold a store, and SIGKILL. */
@Tag("real-time")
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class StoreKilledRealTimeTest {
  private static final int AT_ONCE = 16;
  private static final int VALUE_BYTES = 200;
  private static final String ENDLESS = "1000000000";

  @TempDir
  private Path folder;

  private Path data;
  private Path target;
  private CommandLineOnTrial lab;
  private int targets;

  @BeforeEach
  void names() {
    data = folder.resolve("the data");
    target = folder.resolve("elsewhere/backups");
    lab = new CommandLineOnTrial(folder);
  }

  @Test
  @DisplayName("W1: Killed in mid-writes again and again, a store has all that it acknowledged")
  void nothingAcknowledgedIsLost() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SortedMap<String, String> before = new TreeMap<>();
    for (int life = 1; life <= 3; life++) {
      int acknowledged;
      try (LabProcess load = load(data, life)) {
        load.awaitLines(1 + random.nextInt(2000));
        load.kill();
        acknowledged = load.rest().size();
      }
      SortedMap<String, String> now = content(data);
      int found = recordsOf(plan(life), before, now);
      assertThat(found)
          .as("records of life %d of [seed %d]", life, seed)
          .isBetween(acknowledged, acknowledged + AT_ONCE);
      before = now;
    }
    assertThat(lab.call("store", "get", "load-0000000001", "--data", data.toString())
            .status())
        .isZero();
    assertThat(data.resolve("endpoint.json")).doesNotExist();
  }

  @Test
  @DisplayName("B4: A backup of a store that is written to is a prefix of what was acknowledged")
  void backupOfAStoreAtWork() throws Exception {
    Path into = folder.resolve("restored");
    try (LabProcess load = load(data, 1)) {
      load.awaitLines(300);
      var first =
          lab.call("backup", "create", "--data", data.toString(), "--to", target.toString());
      assertThat(first.err()).isEmpty();
      assertThat(first.out()).contains("full");
      int before = load.lines();
      var second =
          lab.call("backup", "create", "--data", data.toString(), "--to", target.toString());
      assertThat(second.out()).contains("incremental");
      var other = lab.call("store", "put", "k", "v", "--data", data.toString());
      assertThat(other.status()).isZero();
      assertThat(load.terminate()).isEqualTo(Exit.INTERRUPTED);
      assertThat(data.resolve("endpoint.json")).doesNotExist();
      var restored =
          lab.call("backup", "restore", "--from", target.toString(), "--into", into.toString());
      assertThat(restored.err()).isEmpty();
      assertThat(recordsOf(plan(1), new TreeMap<>(), content(into)))
          .isBetween(before, load.rest().size() + AT_ONCE);
    }
    assertThat(lab.call("store", "get", "k", "--data", data.toString()).out()).isEqualTo("v\n");
  }

  @Test
  @DisplayName(
      "Killed or cancelled in the middle of a backup, it leaves nothing that counts as one")
  void stoppedInMidBackup() throws Exception {
    load(data, 1, 6000, 10_000);
    Path cancelled;
    Path killed = null;
    try (LabProcess serve = serve()) {
      cancelled = stoppedInMidBackup("cancelled", serve, (store, client) -> client.cancel());
    }
    while (killed == null) {
      try (LabProcess serve = serve()) {
        killed = stoppedInMidBackup("killed", serve, (store, client) -> store.kill());
      } catch (StoreClient.Unreachable wasTooQuick) {
        // it was killed behind the end of its backup, so another one is tried
      }
    }
    try (Stream<Path> files = Files.list(cancelled)) {
      assertThat(files).containsExactly(cancelled.resolve(".lock"));
    }
    for (Path place : List.of(killed, cancelled)) {
      var list = lab.call("backup", "list", "--from", place.toString());
      assertThat(list.status()).isZero();
      assertThat(list.out()).contains("no backup");
    }
    String to = killed.toString();
    assertThat(
            lab.call("backup", "create", "--data", data.toString(), "--to", to).status())
        .isZero();
    assertThat(lab.call("backup", "verify", "--from", to).status()).isZero();
  }

  private LabProcess serve() throws Exception {
    LabProcess serve = LabProcess.start(folder, "store", "serve", "--data", data.toString());
    serve.awaitLines(1);
    return serve;
  }

  /** The target of a backup that was stopped before it had ended; after a quick one another is tried. */
  private Path stoppedInMidBackup(
      String how, LabProcess serve, BiConsumer<LabProcess, StoreClient> stop) throws Exception {
    EndpointFile endpoint = EndpointFile.read(data).orElseThrow();
    while (true) {
      Path place = folder.resolve(how + targets++);
      StoreClient client = new StoreClient(endpoint);
      client.follow(
          StoreVerbs.GET, JsonNodeFactory.instance.objectNode().put("key", "x"), progress -> {});
      try {
        client.follow(
            StoreVerbs.BACKUP,
            JsonNodeFactory.instance.objectNode().put("to", place.toString()),
            progress -> stop.accept(serve, client));
      } catch (BrokenPromise stopped) {
        return place;
      }
    }
  }

  private LabProcess load(Path where, int life) throws Exception {
    return LabProcess.start(
        folder,
        "store",
        "load",
        "--data",
        where.toString(),
        "--each",
        "--records",
        ENDLESS,
        "--concurrency",
        "" + AT_ONCE,
        "--value-bytes",
        "" + VALUE_BYTES,
        "--seed",
        "" + life);
  }

  private void load(Path where, int seed, int records, int valueBytes) {
    assertThat(lab.call(
                "store",
                "load",
                "--data",
                where.toString(),
                "--records",
                "" + records,
                "--value-bytes",
                "" + valueBytes,
                "--seed",
                "" + seed)
            .status())
        .isZero();
  }

  private static LoadPlan plan(int life) {
    long records = Long.parseLong(ENDLESS);
    return new LoadPlan(records, records, VALUE_BYTES, AT_ONCE, life);
  }

  /**
   * How many records of a plan are there: they must be the first ones, and everything else must be as
   * it was before.
   */
  private static int recordsOf(LoadPlan plan, Map<String, String> before, Map<String, String> now) {
    Map<String, String> expected = new TreeMap<>(before);
    int found = 0;
    while (plan.value(found + 1L).equals(now.get(plan.key(found + 1L)))) {
      found++;
      expected.put(plan.key(found), plan.value(found));
    }
    assertThat(now.equals(expected))
        .as("the first %d records, what was there before, and nothing else", found)
        .isTrue();
    return found;
  }

  private SortedMap<String, String> content(Path where) throws Exception {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    DataFolder taken = DataFolder.take(where, "test").orElseThrow();
    try (OpenStore open = OpenStore.in(taken, new Console(nowhere, nowhere))) {
      return open.await(() -> Future.succeededFuture(open.store().content()));
    }
  }
}
