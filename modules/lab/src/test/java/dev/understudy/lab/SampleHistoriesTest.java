package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded histories that come with the project. */
class SampleHistoriesTest {
  private static final Path HISTORIES = Path.of("../../docs/histories");

  @TempDir
  private Path folder;

  private static List<String> table() throws IOException {
    return Files.readAllLines(HISTORIES.resolve("verdicts.csv"));
  }

  @Test
  @DisplayName("The table of verdicts and the page about them name every history that is there")
  void complete() throws IOException {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      List<String> histories = files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains("-"))
          .toList();
      assertThat(table())
          .extracting(line -> line.split(",")[0])
          .containsExactlyInAnyOrderElementsOf(histories);
      assertThat(Files.readString(HISTORIES.resolve("README.md"))).contains(histories);
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  @DisplayName("Each gets the verdict that the table says, and a part if there is no order")
  void verdict(String line) {
    String[] row = line.split(",");
    String file = HISTORIES.resolve(row[0]).toString();
    var result = new CommandLineOnTrial(folder).call("check-history", file, "--model", row[1]);
    boolean isLinearizable = row[2].equals("linearizable");
    assertThat(result.status()).isEqualTo(isLinearizable ? 0 : 1);
    assertThat(result.out().lines().findFirst()).contains(row[2].replace('_', ' '));
    assertThat(result.out().lines()).hasSizeGreaterThanOrEqualTo(isLinearizable ? 1 : 4);
  }
}
