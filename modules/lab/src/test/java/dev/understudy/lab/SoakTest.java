package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.chaos.ReplicationSubject;
import dev.understudy.replication.zoo.AcknowledgesAlone;
import dev.understudy.replication.zoo.IgnoresTheWish;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
  @TempDir
  private Path folder;

  private final Console console = new Console(stream(), stream());

  private static PrintStream stream() {
    return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  }

  private SoakFigures soak(List<Subject> subjects, List<Scenario> scenarios, int worlds)
      throws InterruptedException {
    return soak(subjects, scenarios, figures -> figures.worlds() < worlds);
  }

  private SoakFigures soak(
      List<Subject> subjects, List<Scenario> scenarios, Predicate<SoakFigures> mayGoOn)
      throws InterruptedException {
    Soak soak = new Soak(subjects, scenarios, folder, console, 1);
    soak.run(() -> mayGoOn.test(soak.figures()));
    return soak.figures();
  }

  @Test
  @DisplayName("Sound subjects and scenarios hold, and the figures say how much was run")
  void holds() throws InterruptedException {
    int worlds = 2 * (Subjects.all().size() + 2) + 1; // of two seeds, and the first of the third
    SoakFigures figures = soak(Subjects.all(), Lab.scenarios().subList(0, 2), worlds);
    assertThat(figures.failures()).isEmpty();
    String text = figures.text(Duration.ofSeconds(2));
    assertThat(text)
        .contains("seeds      2 complete, from 1 on", "worlds     " + worlds + ", " + worlds / 2.0)
        .contains("replication-quorum: ", "a write is acknowledged ")
        .endsWith("holds: " + worlds + " worlds broke no promise");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @DisplayName("A broken twin is caught, made small and kept as a file that replays")
  void keepsWhatFails() throws IOException, InterruptedException {
    Subject twin = new ReplicationSubject(
        "replication-quorum", Mode.QUORUM, AcknowledgesAlone::new, Operator::new);
    SoakFigures figures =
        soak(List.of(twin), List.of(), so -> so.failures().isEmpty() && so.worlds() < 60);
    assertThat(figures.failures())
        .hasSize(1); // each one more takes hundreds of runs to be made small
    assertThat(figures.holds()).isFalse();
    String report = figures.failures().get(0);
    assertThat(report)
        .containsPattern("^R[12] what (was|is) acknowledged")
        .contains("  replay   ./lab replay ");
    Path kept = Path.of(report.replaceAll("(?s).*./lab replay (\\S+).*", "$1"));
    assertThat(kept).isRegularFile().hasParent(folder);
    assertThat(Files.readString(kept)).contains("understudy-schedule-1");
    assertThat(Path.of(kept.toString().replace(".jsonl", ".svg"))).isRegularFile();
    var replayed = new CommandLineOnTrial(folder).call("replay", kept.toString());
    assertThat(replayed.status()).as("the sound replicas hold").isEqualTo(Exit.HOLDS);
    assertThat(figures.text(Duration.ofSeconds(1))).contains("DOES NOT HOLD: ");
  }

  @Test
  @DisplayName("Worlds run beside each other, and are told of in the order of their seeds")
  void inOrder() throws InterruptedException {
    Subject twin =
        new ReplicationSubject("replication-async", Mode.ASYNC, IgnoresTheWish::new, Operator::new);
    List<Subject> subjects = List.of(twin, new ReplicationSubject(Mode.QUORUM));
    SoakFigures figures = soak(subjects, List.of(), 81);
    assertThat(figures.failures()).hasSizeGreaterThan(4);
    Duration wall = Duration.ofSeconds(1);
    assertThat(soak(subjects, List.of(), 81).text(wall)).isEqualTo(figures.text(wall));
    assertThat(figures.completeSeeds()).isEqualTo(40);
  }

  @Test
  @DisplayName("A scenario that does not hold is told with the command that plays it again")
  void tellsScenario() throws InterruptedException {
    Scenario odd = new Scenario(
        "odd", "-", cluster -> new Verdict(cluster.trace().seed() % 2 == 0, "an odd seed"));
    SoakFigures figures = soak(List.of(), List.of(odd), 4);
    assertThat(figures.failures()).hasSize(2);
    assertThat(figures.failures().get(1)).contains("./lab sim odd --seed 3");
  }

  @Test
  @DisplayName("Of runs enough in which a hope never came true nothing good is concluded")
  void hopes() {
    Subject subject = new ReplicationSubject(Mode.QUORUM);
    SoakFigures figures = new SoakFigures(List.of(subject), 1);
    ChaosRun.Result nothing = new ChaosRun.Result(
        Swarm.draw(subject, 1),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(),
        new Trace(1, List.of(), 0),
        Duration.ofSeconds(1));
    for (int run = 1; run <= 100; run++) {
      assertThat(figures.holds()).isTrue();
      figures.add(subject, nothing);
    }
    assertThat(figures.holds()).isFalse();
    assertThat(figures.text(Duration.ofSeconds(1)))
        .contains("NEVER SEEN replication-quorum: a leader is promoted");
  }

  @Test
  @DisplayName("The command prints its figures, as text and as JSON")
  void command() throws IOException {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    var text = lab.call("soak", "--minutes", "0.001", "--seed", "5");
    assertThat(text.status()).as(text.out()).isEqualTo(Exit.HOLDS);
    assertThat(text.err()).contains("soak: from seed 5 on");
    assertThat(text.lastLine()).startsWith("holds: ");
    var json = lab.call("soak", "--minutes", "0.001", "--json");
    JsonNode object = new ObjectMapper().readTree(json.out());
    assertThat(object.path("schema").asText()).isEqualTo("understudy-soak-1");
    assertThat(object.path("worlds").asLong()).isPositive();
    assertThat(object.path("holds").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("So many seeds of some subjects and scenarios, and no world more")
  void someSeeds() throws IOException {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    String scenario = Lab.scenarios().get(0).name();
    var json =
        lab.call("soak", "replication-quorum", scenario, "--seeds", "3", "--seed", "7", "--json");
    assertThat(json.status()).as(json.err()).isEqualTo(Exit.HOLDS);
    JsonNode object = new ObjectMapper().readTree(json.out());
    assertThat(object.path("seeds").asLong()).isEqualTo(3);
    assertThat(object.path("worlds").asLong()).isEqualTo(6);
    assertThat(lab.call("soak", "--list").out().lines()).contains("replication-quorum", scenario);
  }
}
