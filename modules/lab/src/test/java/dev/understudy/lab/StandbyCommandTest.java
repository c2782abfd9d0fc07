package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.standby.Setting;
import dev.understudy.standby.StandbyDrill;
import dev.understudy.standby.StandbyKind;
import dev.understudy.standby.StandbyRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StandbyCommandTest {
  @TempDir
  private Path folder;

  private CommandLineOnTrial lab() {
    return new CommandLineOnTrial(folder);
  }

  @Test
  @DisplayName("A drill prints a row for each kind, draws its phases, and repeats")
  void drill() throws IOException {
    Path svg = folder.resolve("outage.svg");
    var result = lab().call("standby", "drill", "--seeds", "2", "--svg", svg.toString());
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(result.out()).containsSubsequence("hot", "warm", "cold", "detect", "prepare");
    assertThat(result.out()).contains("cold: an RPO of ", " h between backups every 24 h");
    assertThat(result.lastLine()).startsWith("holds: ");
    assertThat(Files.readString(svg)).startsWith("<svg").contains("where the outage goes");
    assertThat(lab().call("standby", "drill", "--seeds", "2").out()).isEqualTo(result.out());
  }

  @Test
  @DisplayName("As JSON, hot loses nothing and is quickest, cold loses most and costs least")
  void json() throws IOException {
    JsonNode rows = new ObjectMapper()
        .readTree(lab().call("standby", "drill", "--seeds", "3", "--json").out())
        .path("standbys");
    assertThat(rows).hasSize(3);
    assertThat(rows.findValuesAsText("name")).containsExactly("hot", "warm", "cold");
    assertThat(rows.at("/0/lost").asLong()).isZero();
    assertThat(rows.at("/2/lost").asLong()).isGreaterThan(rows.at("/1/lost").asLong());
    for (int i = 1; i < 3; i++) {
      assertThat(rows.get(i).at("/rtoMillis/p50").asDouble())
          .isGreaterThan(rows.get(i - 1).at("/rtoMillis/p50").asDouble());
      assertThat(rows.get(i).path("machines").asInt())
          .isLessThan(rows.get(i - 1).path("machines").asInt());
      assertThat(rows.get(i).path("messagesPerWrite").asDouble())
          .isLessThan(rows.get(i - 1).path("messagesPerWrite").asDouble());
    }
  }

  @Test
  @DisplayName("Beside the disasters it is told what a write would cost that waits for the WAN")
  void writes() {
    String out =
        lab().call("standby", "regions", "--disaster", "disk", "--seed", "4").out();
    assertThat(out).contains("a write takes ", "; if the standby abroad were in sync, 1");
  }

  @Test
  @Timeout(60)
  @DisplayName("Interrupted, it reports on the runs that were done, as many of each kind")
  void interrupted() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new PrintStream(out), new PrintStream(err));
    Interruption interruption = new Interruption(console);
    Thread user = new Thread(interruption::interrupt, "user");
    StandbyRun run = new StandbyDrill(StandbyKind.HOT, Setting.USUAL).run(1);
    StandbyRuns runs = new StandbyRuns();
    new CommandLine(runs).parseArgs("--seeds", "1000", "--json");
    int status = runs.make(
        console,
        interruption,
        List.of(
            new StandbyRuns.Drill("hot", seed -> {
              if (seed == 3) {
                user.start();
                while (user.getState() != Thread.State.TIMED_WAITING) {
                  Thread.onSpinWait(); // until the user waits for the report
                }
              }
              return run;
            }),
            new StandbyRuns.Drill("warm", seed -> run)),
        new StandbyRuns.Telling("where the outage goes", reports -> List.of()));
    user.join();
    assertThat(status).isEqualTo(Exit.INTERRUPTED);
    assertThat(err).hasToString("lab: interrupted; the report is about 3 of 1000 runs of each\n");
    JsonNode json = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(json.path("runs").asInt()).isEqualTo(3);
    assertThat(json.path("standbys").findValuesAsText("name")).containsExactly("hot", "warm");
  }

  @Test
  @DisplayName("Any seed is one, also the last one there is")
  void lastSeed() {
    String seed = "" + Long.MAX_VALUE;
    assertThat(
            lab().call("standby", "drill", "--standby", "hot", "--seed", seed).status())
        .isEqualTo(Exit.HOLDS);
    assertThat(lab()
            .call("standby", "regions", "--disaster", "disk", "--seed", seed)
            .status())
        .isEqualTo(Exit.HOLDS);
  }

  @Test
  @DisplayName("One disaster of one seed is one row")
  void regions() throws IOException {
    var result = lab().call("standby", "regions", "--disaster", "region", "--seed", "4", "--json");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    JsonNode rows = new ObjectMapper().readTree(result.out()).path("standbys");
    assertThat(rows.findValuesAsText("name")).containsExactly("region");
    assertThat(rows.at("/0/phaseMillis/prepare").asLong()).isBetween(120_000L, 120_005L);
    assertThat(rows.at("/0/lagMillis").asDouble()).isBetween(40.0, 80.0);
  }
}
