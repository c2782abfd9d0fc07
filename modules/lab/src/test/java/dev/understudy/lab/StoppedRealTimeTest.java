package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Long commands that are stopped half-way: by Ctrl-C, and by readers that have heard enough. */
@DisabledOnOs(OS.WINDOWS)
class StoppedRealTimeTest {
  @TempDir
  private Path folder;

  private String complaints() throws IOException {
    return Files.readString(folder.resolve("complaints"));
  }

  private void awaitComplaint(String words) throws Exception {
    while (!complaints().contains(words)) {
      Thread.sleep(20);
    }
  }

  private static JsonNode json(List<String> lines) throws IOException {
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.get(0));
  }

  @Test
  @DisplayName("An interrupted hunt keeps what it has printed, and each file of it is whole")
  void hunt() throws Exception {
    Path kept = folder.resolve("kept");
    try (LabProcess zoo = LabProcess.start(folder, "zoo", "storage-8", "Z16", "--out", "" + kept)) {
      zoo.awaitLines(1);
      assertThat(zoo.interrupt()).isEqualTo(Exit.INTERRUPTED);
      List<String> lines = zoo.rest();
      assertThat(complaints())
          .endsWith("lab: interrupted; " + lines.size() + " of 3 were hunted\n");
      try (Stream<Path> files = Files.list(kept)) {
        assertThat(files)
            .hasSameSizeAs(lines)
            .allSatisfy(file -> assertThat(new CommandLineOnTrial(folder)
                    .call("replay", file.toString())
                    .status())
                .isEqualTo(Exit.DOES_NOT_HOLD));
      }
    }
  }

  @Test
  @DisplayName("An interrupted soak reports on what was done")
  void soak() throws Exception {
    try (LabProcess soak = LabProcess.start(folder, "soak", "--minutes", "9", "--json")) {
      awaitComplaint("soak: from seed");
      assertThat(soak.interrupt()).isEqualTo(Exit.INTERRUPTED);
      assertThat(json(soak.rest()).path("worlds").asInt()).isPositive();
      assertThat(complaints()).endsWith("lab: interrupted; the figures are about what was done\n");
    }
  }

  @Test
  @DisplayName("An interrupted search claims what it has shown, and no more")
  void search() throws Exception {
    try (LabProcess explore =
        LabProcess.start(folder, "explore", "replication", "--seconds", "600", "--json")) {
      awaitComplaint("explore: faults");
      assertThat(explore.interrupt()).isEqualTo(Exit.INTERRUPTED);
      assertThat(json(explore.rest()).path("claim").asText()).startsWith("stopped: ");
      assertThat(complaints()).endsWith("lab: interrupted; the report is about what was done\n");
    }
  }

  @Test
  @DisplayName("When nobody reads the answer any more a hunt ends, and says nothing of it")
  void unread() throws Exception {
    Process zoo = LabProcess.builder(folder, "zoo").start();
    try (BufferedReader out = zoo.inputReader()) {
      assertThat(out.readLine()).startsWith("Z14.1");
    }
    assertThat(zoo.waitFor()).isEqualTo(Exit.INTERRUPTED);
    assertThat(complaints().lines())
        .hasSizeBetween(2, 10)
        .allMatch(line -> line.startsWith("zoo: "));
  }

  @Test
  @DisplayName("An answer for which there is no room has not been given")
  void noRoom() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Process list = LabProcess.builder(folder, "sim", "--list")
        .redirectOutput(full.toFile())
        .start();
    assertThat(list.waitFor()).isEqualTo(Exit.WRONG_INPUT);
    assertThat(complaints()).startsWith("lab: the answer could not be written").hasLineCount(1);
  }
}
