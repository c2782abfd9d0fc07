package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.notebook.ChildJvmRunner;
import dev.understudy.notebook.JavaCommand;
import dev.understudy.notebook.NotebookLint;
import dev.understudy.notebook.NotebookOutcome;
import dev.understudy.notebook.RunMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as they are committed, outputs and all. */
class NotebooksTest {
  /** For a cell that hangs; all others are only slow where the machine is busy. */
  private static final Duration CELL_LIMIT = Duration.ofMinutes(10);

  static List<Path> notebooks() throws IOException {
    Path folder = Path.of("..", "..", "notebooks").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("notebooks")
  @DisplayName("A notebook runs without an error and gives the outputs that are committed with it")
  void runs(Path notebook) throws InterruptedException {
    ChildJvmRunner runner =
        new ChildJvmRunner(RunMode.COMPARE, CELL_LIMIT, JavaCommand.ofThisJvm(), 1);
    NotebookOutcome outcome = runner.run(List.of(notebook)).outcomes().get(0);
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
