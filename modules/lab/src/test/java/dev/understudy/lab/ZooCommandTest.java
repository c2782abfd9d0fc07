package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.zoo.Canary;
import dev.understudy.zoo.Exhibit;
import dev.understudy.zoo.Zoo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ZooCommandTest {
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

  /** The command over exhibits of our own. */
  private int call(List<Exhibit> zoo, String... arguments) {
    Complaints complaints = new Complaints(console);
    return new CommandLine(new ZooCommand(console, interruption, zoo))
        .setExecutionExceptionHandler(complaints)
        .setParameterExceptionHandler(complaints)
        .execute(arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("Each line begins with a number, the last one counts what was caught")
  void text() {
    var result = lab("zoo", "Z17", "SnapshotOfTheFuture");
    assertThat(result.out().lines().toList()).hasSize(3).satisfies(lines -> {
      assertThat(lines.get(0))
          .matches("Z17 +does not sync the directory.* breaks W1 +\\d+ seeds? +\\d+ steps");
      assertThat(lines.get(1)).matches("storage-8 +stamps .* breaks S4 +\\d+ seeds? +\\d+ steps");
    });
    assertThat(result.lastLine()).isEqualTo("2 of 2 caught");
    assertThat(result.err())
        .contains("zoo: the canary was reported with each of its planted seeds")
        .contains("zoo: hunting storage-8, 2 of 2");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(lab("zoo", "Z17", "SnapshotOfTheFuture").out()).isEqualTo(result.out());
  }

  @Test
  @DisplayName("What was found is kept as a file that breaks its promise again")
  void kept() throws IOException {
    assertThat(lab("zoo", "Z17", "--out", folder.resolve("kept").toString()).status())
        .isEqualTo(Exit.HOLDS);
    try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
      var replayed = lab("replay", files.findFirst().orElseThrow().toString());
      assertThat(replayed.out()).startsWith("W1 what was acknowledged comes back");
      assertThat(replayed.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    }
  }

  @Test
  @DisplayName("JSON is one object a line, the last one the count")
  void json() throws IOException {
    List<String> lines = lab("zoo", "z17", "--json").out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode twin = new ObjectMapper().readTree(lines.get(0));
    assertThat(twin.path("number").asText()).isEqualTo("Z17");
    assertThat(twin.path("caught").asBoolean()).isTrue();
    assertThat(twin.path("seeds").asInt()).isPositive();
    assertThat(twin.path("steps").asInt()).isPositive();
    JsonNode end = new ObjectMapper().readTree(lines.get(1));
    assertThat(end.path("caught").asInt()).isEqualTo(1);
    assertThat(end.path("twins").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("The list names every twin, and Z14 all that acknowledge too early")
  void list() {
    assertThat(lab("zoo", "--list").out().lines()).hasSameSizeAs(Zoo.all());
    assertThat(lab("zoo", "--list", "Z14").out().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("Z14."));
  }

  @Test
  @DisplayName("A twin that nobody catches is said in its line, and the exit code is 1")
  void notCaught() {
    Exhibit one = Zoo.all().get(0);
    Exhibit sound = new Exhibit(
        one.number(),
        one.twin(),
        one.variant(),
        one.invariant(),
        one.fault(),
        one.source(),
        one.sound(),
        one.sound(),
        one.draw());
    assertThat(call(List.of(sound), "--seeds", "2")).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(printed())
        .contains("NOT CAUGHT: 0 of 9 searches found it")
        .endsWith("0 of 1 caught\n");
  }

  @Test
  @DisplayName("An empty zoo, an unknown twin and no seeds are errors")
  void wrong() {
    assertThat(call(List.of())).isEqualTo(Exit.WRONG_INPUT);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no twin in the zoo");
    var unknown = lab("zoo", "Z99");
    assertThat(unknown.status()).isEqualTo(Exit.WRONG_INPUT);
    assertThat(unknown.err()).contains("there is no twin 'Z99'").hasLineCount(1);
    var none = lab("zoo", "--seeds", "0");
    assertThat(none.status()).isEqualTo(Exit.WRONG_INPUT);
    assertThat(none.err()).contains("--seeds 0: give 1 to 1000000");
  }

  @Test
  @DisplayName("M4 The soak reports a canary with each of its planted seeds, and with no other")
  void canaryInTheSoak() throws InterruptedException {
    Soak soak = new Soak(List.of(new Canary()), List.of(), folder, console, 1);
    soak.run(() -> soak.figures().worlds() < 1000);
    assertThat(soak.figures().failures()).hasSize(Canary.planted().size());
    Canary.planted()
        .forEach(seed -> assertThat(soak.figures().failures())
            .anyMatch(report -> report.contains("seed " + seed + " of")
                || report.contains("found with seed " + seed)
                || report.contains("seed     " + seed)));
  }
}
