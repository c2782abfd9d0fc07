package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExploreCommandTest {
  private static final String[] FIELDS = {
    "schema",
    "subject",
    "holds",
    "ending",
    "claim",
    "bounds",
    "faults",
    "depth",
    "states",
    "steps",
    "executed",
    "wallSeconds",
    "statesPerSecond",
    "counterexample"
  };

  @TempDir
  private Path folder;

  private CommandLineOnTrial.Result lab(String... arguments) {
    return new CommandLineOnTrial(folder).call(arguments);
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  @DisplayName("The list has one subject a line, its name first")
  void listsNames() {
    var result = lab("explore", "--list");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(result.out().lines().map(line -> line.split(" ")[0]))
        .containsExactlyElementsOf(
            ExploreSubjects.all().stream().map(Subject::name).toList());
  }

  @Test
  @DisplayName("What keeps its promise says within which bounds, and how many states that are")
  void holds() {
    var result = lab("explore", "replication", "--crashes", "1", "--timers", "0");
    assertThat(result.out())
        .startsWith("explore: replication; depth 60, 0 drops, 1 crash, 0 timers\n")
        .contains(" states per second\n");
    assertThat(result.lastLine())
        .isEqualTo("holds: no promise breaks in any state within the bounds");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
  }

  @Test
  @DisplayName("Each broken twin is found within the bounds that it has by itself")
  void twins() {
    List<Subject> twins = ExploreSubjects.all().stream()
        .filter(subject -> subject.moral().startsWith("broken twin"))
        .toList();
    assertThat(twins).hasSizeGreaterThanOrEqualTo(3);
    for (Subject subject : twins) {
      var result = lab("explore", subject.name());
      assertThat(result.out()).containsPattern("(?m)^  1  \\S");
      assertThat(result.lastLine()).startsWith("DOES NOT HOLD: R");
      assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    }
  }

  @Test
  @DisplayName("The way to a broken promise can be drawn and read event by event")
  void drawn() throws IOException {
    Path svg = folder.resolve("lost.svg");
    var result = lab("explore", "acknowledges-before-flush", "--svg", svg.toString(), "--trace");
    assertThat(Files.readString(svg)).contains("<svg").contains("byzantium");
    assertThat(result.out()).contains("restarts, incarnation 2");
  }

  @Test
  @DisplayName("JSON has exactly these fields, in one line")
  void json() throws IOException {
    var result = lab("explore", "acknowledges-alone", "--json");
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(fields(json)).containsExactly(FIELDS);
    assertThat(json.path("ending").asText()).isEqualTo("broken");
    assertThat(json.path("counterexample")).hasSize(4);
    assertThat(json.path("faults").asInt()).isZero();
  }

  @Test
  @DisplayName("A search that runs out of time says what it has shown, and no more")
  void time() {
    var result = lab("explore", "replication", "--seconds", "1", "--drops", "9", "--crashes", "9");
    assertThat(result.lastLine()).startsWith("holds: stopped: no promise breaks within ");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
  }

  @Test
  @Timeout(60)
  @DisplayName("Who interrupts a search gets the report of what was done")
  void interrupted() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err));
    Interruption interruption = new Interruption(console);
    Thread user = new Thread(interruption::interrupt, "user");
    Subject replication = ExploreSubjects.all().get(0);
    Subject watched = new Subject(
        "watched",
        "begins, and then somebody interrupts",
        cluster -> {
          List<Act> script = replication.opening().apply(cluster);
          if (user.getState() == Thread.State.NEW) {
            user.start();
          }
          return script;
        },
        replication.always(),
        replication.bounds().crashes(3).timers(9));
    int status = new CommandLine(new ExploreCommand(console, interruption, List.of(watched)))
        .execute("watched");
    user.join();
    assertThat(status).isEqualTo(Exit.INTERRUPTED);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("holds: stopped: no promise breaks");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("lab: interrupted");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
