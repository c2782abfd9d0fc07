package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.notebook.NotebookLint;
import dev.understudy.notebook.NotebookOutcome;
import dev.understudy.notebook.NotebookRunner;
import dev.understudy.notebook.RunMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as they are committed, outputs and all. */
@Isolated("a running notebook owns the standard streams of the JVM")
class NotebooksTest {
  static List<Path> notebooks() throws IOException {
    Path folder = Path.of("..", "..", "notebooks").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  @DisplayName("A notebook runs without an error and gives the outputs that are committed with it")
  void runs(Path notebook) {
    NotebookOutcome outcome =
        new NotebookRunner(RunMode.COMPARE, NotebookRunner.DEFAULT_CELL_LIMIT).run(notebook);
    assertThat(outcome.problems())
        .as("./lab notebooks --run --update writes new outputs, if they are meant to be new")
        .isEmpty();
    assertThat(outcome.cells()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  @DisplayName("A notebook keeps to what every Java kernel understands")
  void lint(Path notebook) {
    assertThat(NotebookLint.check(notebook)).isEmpty();
  }

  @Test
  @DisplayName("There are notebooks at all")
  void some() throws IOException {
    assertThat(notebooks()).isNotEmpty();
  }
}
