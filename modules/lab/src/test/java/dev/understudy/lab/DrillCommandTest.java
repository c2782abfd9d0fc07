package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.checker.DrillRun;
import dev.understudy.lab.DrillCommand.Drills;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrillCommandTest {
  private static final String[] FIELDS = {
    "schema",
    "mode",
    "failure",
    "victim",
    "seeds",
    "acknowledged",
    "lost",
    "setAside",
    "rpoMillis",
    "rtoMillis",
    "notRecovered",
    "simulatedSeconds",
    "wallSeconds",
    "violations"
  };

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(stream(out), stream(err));
  private final Interruption interruption = new Interruption(console);

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private CommandLineOnTrial.Result lab(String... arguments) {
    return new CommandLineOnTrial(folder).call(arguments);
  }

  /** The command over runs that are made up. */
  private int call(Drills drills, String... arguments) {
    return new CommandLine(new DrillCommand(console, interruption, drills)).execute(arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static DrillRun run(long seed, List<String> lost, Integer rtoMillis) {
    return new DrillRun(
        seed,
        10,
        lost,
        3L * lost.size(),
        Duration.ofMillis(lost.size()),
        Optional.ofNullable(rtoMillis).map(Duration::ofMillis),
        Duration.ofSeconds(7),
        List.of());
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  @DisplayName("A drill says what was done, what it cost, and in its last line whether it holds")
  void text() {
    var result = lab("drill", "--mode", "quorum", "--seeds", "3");
    assertThat(result.out())
        .startsWith("drill: quorum replication, the leader crashes; seeds 1 to 3,");
    assertThat(result.out()).contains("RPO    0 of ").contains("every run recovered");
    assertThat(result.lastLine()).startsWith("holds: no acknowledged write was lost");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
  }

  @Test
  @DisplayName("What asynchronous replication loses is a figure, not a broken promise")
  void asyncLossIsNoViolation() throws IOException {
    var result =
        lab("drill", "--mode", "async", "--failure", "partition", "--seeds", "5", "--json");
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("lost").asLong()).isPositive();
    assertThat(json.path("rpoMillis").path("max").asDouble()).isGreaterThan(1000);
    assertThat(json.path("violations")).isEmpty();
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
  }

  @Test
  @DisplayName("JSON has exactly these fields, in one line")
  void json() throws IOException {
    var result = lab("drill", "--mode", "sync", "--victim", "follower", "--seeds", "2", "--json");
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(fields(json)).containsExactly(FIELDS);
    assertThat(fields(json.path("rtoMillis"))).containsExactly("p50", "p99", "max");
    assertThat(json.path("schema").asText()).isEqualTo("understudy-drill-1");
    assertThat(json.path("mode").asText()).isEqualTo("sync");
    assertThat(json.path("failure").asText()).isEqualTo("crash");
    assertThat(json.path("victim").asText()).isEqualTo("follower");
    assertThat(json.path("seeds").asInt()).isEqualTo(2);
    assertThat(json.path("rtoMillis").path("p50").asDouble()).isGreaterThan(1000);
  }

  @Test
  @DisplayName(
      "What replicas gave up is not gone: it is told how much they set aside, in how many runs")
  void setAside() throws IOException {
    Drills drills = task -> seed -> run(seed, seed == 2 ? List.of("a", "b") : List.of(), 9);
    call(drills, "--mode", "async", "--seeds", "3");
    assertThat(printed())
        .contains(
            "ASIDE  6 entries that replicas gave up were kept for the operator, in 1 of 3 runs");
    out.reset();
    call(drills, "--mode", "async", "--seeds", "3", "--json");
    assertThat(new ObjectMapper().readTree(printed()).path("setAside").asLong()).isEqualTo(6);
    JsonNode json = new ObjectMapper()
        .readTree(
            lab("drill", "--mode", "async", "--failure", "partition", "--seeds", "5", "--json")
                .out());
    assertThat(json.path("setAside").asLong()).isPositive();
  }

  @Test
  @DisplayName("Where nothing recovered the fields are there, and empty")
  void nothingRecovered() throws IOException {
    int status = call(
        task -> seed -> run(seed, List.of("a"), null).violating("L the cluster did not recover"),
        "--mode",
        "async",
        "--seeds",
        "2",
        "--json");
    JsonNode json = new ObjectMapper().readTree(printed());
    assertThat(fields(json)).containsExactly(FIELDS);
    for (String figure : List.of("rpoMillis", "rtoMillis")) {
      assertThat(fields(json.path(figure))).containsExactly("p50", "p99", "max");
      assertThat(json.path(figure)).allMatch(JsonNode::isNull);
    }
    assertThat(json.path("notRecovered").asInt()).isEqualTo(2);
    assertThat(json.path("lost").asInt()).isEqualTo(2);
    assertThat(status).isEqualTo(Exit.DOES_NOT_HOLD);
  }

  @Test
  @DisplayName("A broken promise exits with 1 and says how to see that run again")
  void violation() {
    Drills drills = task -> seed -> seed == 2
        ? run(seed, List.of("a"), 9).violating("R1 one is gone")
        : run(seed, List.of(), 9);
    assertThat(call(drills, "--mode", "quorum", "--seeds", "3")).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(printed())
        .contains("BROKEN seed 2: R1 one is gone")
        .contains("replay: ./lab drill --mode quorum --failure crash --victim leader --seed 2")
        .endsWith("DOES NOT HOLD: 1 broken promises in 3 runs\n");
  }

  @Test
  @DisplayName("A seed alone is that one run, with the figures it has among others")
  void oneSeed() {
    String one = lab("drill", "--mode", "async", "--seed", "-7").out();
    assertThat(one).contains("; seed -7, ");
    assertThat(lab("drill", "--mode", "async", "--seed", "-7")
            .out()
            .lines()
            .skip(1)
            .toList())
        .isEqualTo(one.lines().skip(1).toList());
  }

  @Test
  @DisplayName("A picture shows the time around the failure")
  void picture() throws IOException {
    Path picture = folder.resolve("drill.svg");
    var result = lab("drill", "--mode", "sync", "--seed", "3", "--svg", picture.toString());
    assertThat(result.err()).isEqualTo("wrote " + picture + "\n");
    assertThat(Files.readString(picture)).startsWith("<svg").contains("leader crashes, seed 3");
  }

  @Test
  @DisplayName("However much happens until the cluster recovers: the failure is in the picture")
  void pictureOfMuch() throws IOException {
    Path picture = folder.resolve("drill.svg");
    lab(
        "drill",
        "--mode",
        "async",
        "--failure",
        "partition",
        "--seed",
        "3",
        "--svg",
        picture.toString());
    assertThat(Files.readString(picture)).contains("events later", ">follower, epoch 1<");
  }

  @Test
  @Timeout(60)
  @DisplayName("Interrupted, it reports on the runs that were done and exits with 130")
  void interrupted() throws Exception {
    Thread user = new Thread(interruption::interrupt, "user");
    int status = call(
        task -> seed -> {
          if (seed == 3) {
            user.start();
            while (user.getState() != Thread.State.TIMED_WAITING) {
              Thread.onSpinWait(); // until the user waits for the report
            }
          }
          return run(seed, List.of(), 9);
        },
        "--mode",
        "quorum",
        "--seeds",
        "1000",
        "--json");
    user.join();
    assertThat(status).isEqualTo(Exit.INTERRUPTED);
    assertThat(new ObjectMapper().readTree(printed()).path("seeds").asInt()).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("lab: interrupted; the report is about 3 of 1000 runs\n");
  }

  @Test
  @DisplayName("A long drill tells how far it is, a short one does not")
  void progress() {
    DrillProgress progress = new DrillProgress(console, 100);
    for (int i = 1; i <= 100; i++) {
      progress.done(i, Duration.ofMillis(100L * i));
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "drill: 30 of 100 runs, about 8 s left",
            "drill: 60 of 100 runs, about 5 s left",
            "drill: 90 of 100 runs, about 2 s left");
    err.reset();
    new DrillProgress(console, 1000).done(1, Duration.ofSeconds(3));
    new DrillProgress(console, 10_000).done(1, Duration.ofSeconds(3));
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "drill: 1 of 1000 runs, about 49 min left", "drill: 1 of 10000 runs, about 8 h left");
    err.reset();
    new DrillProgress(console, 1).done(1, Duration.ofHours(1));
    assertThat(err.size()).isZero();
  }
}
