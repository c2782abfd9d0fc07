package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupDrillTest {
  @TempDir
  private Path folder;

  private CommandLineOnTrial lab() {
    return new CommandLineOnTrial(folder);
  }

  @Test
  @DisplayName("A daily backup may lose almost a day, and the command says so")
  void schedule() throws IOException {
    var result = lab().call("backup", "drill", "--schedule", "daily", "--weeks", "1", "--json");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("schedules")).hasSize(1);
    assertThat(json.at("/schedules/0/worstRpoMillis").asLong())
        .isBetween(23 * 3_600_000L, 24 * 3_600_000L + 1000);
    assertThat(json.at("/schedules/0/mostCommitsLost").asLong()).isBetween(100L, 400L);
    String text =
        lab().call("backup", "drill", "--schedule", "daily", "--weeks", "1").out();
    assertThat(text).startsWith("daily       worst RPO 23:");
  }

  @Test
  @DisplayName("Who archives each commit may still lose the one that is on its way")
  void continuous() throws IOException {
    var result = lab().call("backup", "drill", "--schedule", "continuous", "--json");
    JsonNode row = new ObjectMapper().readTree(result.out()).at("/schedules/0");
    assertThat(row.path("mostCommitsLost").asLong()).isEqualTo(1);
    assertThat(row.path("worstRpoMillis").asLong()).isLessThan(100);
  }

  @Test
  @DisplayName("A restore drill prints its five steps and draws them, the same for the same seed")
  void restore() throws IOException {
    Path svg = folder.resolve("outage.svg");
    var result = lab().call("backup", "restore-drill", "--data", "1,2", "--svg", svg.toString());
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(result.out())
        .contains("detect", "provision", "restore", "verify", "switch", "2 MiB at 1 MiB/s")
        .contains("holds: in each run the steps together are what the clients waited");
    assertThat(Files.readString(svg))
        .startsWith("<svg")
        .contains("Where the time of an outage goes");
    assertThat(lab().call("backup", "restore-drill", "--data", "1,2").out())
        .isEqualTo(result.out());
  }

  @Test
  @DisplayName("As JSON the steps of a run are the RTO, to what rounding takes away")
  void json() throws IOException {
    var result = lab().call("backup", "restore-drill", "--data", "1", "--json", "--seed", "4");
    JsonNode run = new ObjectMapper().readTree(result.out()).at("/runs/0");
    long sum = 0;
    for (JsonNode step : run.path("stepMillis")) {
      sum += step.asLong();
    }
    assertThat(run.path("stepMillis")).hasSize(5);
    assertThat(run.path("rtoMillis").asLong()).isBetween(sum, sum + 5);
    assertThat(run.path("violations")).isEmpty();
  }
}
