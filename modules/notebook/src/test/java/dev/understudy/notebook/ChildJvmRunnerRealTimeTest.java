package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.notebook.CellProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
class ChildJvmRunnerRealTimeTest {
  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "Each notebook runs in a JVM of its own: one that halts it, one that leaves a thread behind")
  void apart() throws Exception {
    Path halts = Notebooks.copy("exits.ipynb", folder);
    Files.writeString(
        halts, Files.readString(halts).replace("System.exit(0)", "Runtime.getRuntime().halt(0)"));
    Path threads = Notebooks.copy("threads.ipynb", folder);
    ChildJvmRunner runner =
        new ChildJvmRunner(RunMode.REWRITE, Duration.ofSeconds(60), JavaCommand.ofThisJvm(), 2);
    List<NotebookOutcome> outcomes =
        runner.run(List.of(halts, threads, folder.resolve("none.ipynb"))).outcomes();
    assertThat(outcomes.get(0).problems())
        .extracting(CellProblem::kind)
        .containsExactly(Kind.JVM_ENDED);
    assertThat(outcomes.get(1).passed()).isTrue();
    assertThat(outcomes.get(1).leakedThreads()).containsExactly("left-behind");
    assertThat(outcomes.get(1).cells()).isEqualTo(2);
    assertThat(outcomes.get(1).executed().orElseThrow().toJson())
        .isEqualTo(Files.readString(threads));
    assertThat(outcomes.get(2).problems())
        .extracting(CellProblem::kind)
        .containsExactly(Kind.NOT_A_NOTEBOOK);
  }
}
