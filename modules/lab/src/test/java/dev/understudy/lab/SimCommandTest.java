package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimCommandTest {
  @TempDir
  private Path folder;

  private CommandLineOnTrial lab() {
    return new CommandLineOnTrial(folder);
  }

  @Test
  @DisplayName("The list has one scenario a line, its name first")
  void listsNames() {
    var result = lab().call("sim", "--list");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    List<String> names = Lab.scenarios().stream().map(Scenario::name).toList();
    assertThat(names).isNotEmpty();
    assertThat(result.out().lines().map(line -> line.split(" ")[0]))
        .containsExactlyElementsOf(names);
  }

  @Test
  @DisplayName("Every scenario keeps its promise, also with a seed below 0; each module tries more")
  void everyScenarioHolds() {
    for (Scenario scenario : Lab.scenarios()) {
      var result = lab().call("sim", scenario.name(), "--seed", "-77");
      assertThat(result.out()).startsWith(scenario.name() + " holds: ").contains("(seed -77");
      assertThat(result.status()).as(result.out()).isEqualTo(Exit.HOLDS);
    }
  }

  @Test
  @DisplayName("The same seed prints the same bytes, another seed does not")
  void sameSeedSameBytes() {
    String once = lab().call("sim", "zombie-leader", "--seed", "7", "--trace").out();
    String again = lab().call("sim", "zombie-leader", "--seed", "7", "--trace").out();
    String other = lab().call("sim", "zombie-leader", "--seed", "8", "--trace").out();
    assertThat(again).isEqualTo(once).isNotEqualTo(other);
  }

  @Test
  @DisplayName("Without a seed it is seed 1, so that two people see the same")
  void defaultSeedIsOne() {
    String out = lab().call("sim", "zombie-leader").out();
    assertThat(out).isEqualTo(lab().call("sim", "zombie-leader", "--seed", "1").out());
  }

  @Test
  @DisplayName("A trace has one event a line and ends with the verdict")
  void traceEndsWithVerdict() {
    var traced = lab().call("sim", "quorum-failover", "--trace");
    var plain = lab().call("sim", "quorum-failover");
    assertThat(traced.lastLine() + "\n").isEqualTo(plain.out());
    assertThat(traced.lastLine()).contains(", " + (traced.out().lines().count() - 1) + " events)");
    assertThat(traced.err()).isEmpty();
  }

  @Test
  @DisplayName("JSON is one object with the same facts")
  void jsonIsOneObject() throws IOException {
    var result = lab().call("sim", "quorum-failover", "--seed", "3", "--json", "--trace");
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("schema").asText()).isEqualTo("understudy-sim-1");
    assertThat(json.path("seed").asLong()).isEqualTo(3);
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.path("trace").size()).isEqualTo(json.path("events").asInt()).isPositive();
    String plain = lab().call("sim", "quorum-failover", "--seed", "3").out();
    assertThat(plain)
        .contains(json.path("traceHash").asText(), json.path("seen").asText());
  }

  @Test
  @DisplayName("A promise that is not kept exits with 1, an invariant that breaks too")
  void brokenPromiseExitsWithOne() {
    Scenario broken = new Scenario("broken", "-", cluster -> new Verdict(false, "two of three"));
    Scenario worse = new Scenario("worse", "-", cluster -> {
      throw new InvariantBroken("X1 never", "once");
    });
    List<Scenario> scenarios = List.of(broken, worse);
    var result = lab().call(scenarios, "sim", "broken");
    assertThat(result.out()).startsWith("broken DOES NOT HOLD: two of three (seed 1");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    result = lab().call(scenarios, "sim", "worse");
    assertThat(result.out()).contains("worse DOES NOT HOLD: X1 never");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
  }

  @Test
  @DisplayName("A picture is written whole and leaves nothing beside it")
  void drawsPicture() throws IOException {
    Path picture = folder.resolve("zombie.svg");
    var result = lab().call("sim", "zombie-leader", "--svg", picture.toString());
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(Files.readString(picture)).startsWith("<svg").contains("zombie-leader, seed 1");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(picture);
    }
  }

  @Test
  @DisplayName("A picture is not written over a folder")
  void refusesFolder() {
    var result = lab().call("sim", "zombie-leader", "--svg", folder.toString());
    assertThat(result.err()).contains("it is a folder");
    assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
  }
}
