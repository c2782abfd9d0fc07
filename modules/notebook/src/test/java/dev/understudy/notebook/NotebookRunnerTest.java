package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.notebook.CellProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotebookRunnerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir
  private Path folder;

  private Path copyOf(String name) {
    return Notebooks.copy(name, folder);
  }

  private static RunSummary run(RunMode mode, Path notebook) {
    return new NotebookRunner(mode, LIMIT).run(List.of(notebook));
  }

  @Test
  @DisplayName(
      "A run that rewrites gives the committed file, byte for byte, and a second run finds nothing stale")
  void byteStable() throws Exception {
    Path notebook = copyOf("healthy.ipynb");
    RunSummary summary = run(RunMode.REWRITE, notebook);
    assertThat(summary.details()).isEmpty();
    assertThat(summary.line()).isEqualTo("1 notebooks, 6 cells, 0 errors");
    String first = Files.readString(notebook);
    assertThat(run(RunMode.COMPARE, notebook).details()).isEmpty();
    assertThat(Notebook.read(notebook).toJson()).isEqualTo(first);
    assertThat(first.replaceAll("\"\\d{5,}\"", "\"0\""))
        .isEqualTo(Files.readString(copyOf("healthy-expected.ipynb")));
  }

  @ParameterizedTest
  @DisplayName("A notebook that must fail fails, at the right cell, for the right reason")
  @CsvSource(
      delimiter = '|',
      value = {
        "throws.ipynb           | 2 | ERROR          | java.lang.ArithmeticException: / by zero",
        "does-not-compile.ipynb | 2 | ERROR          | CompilationError in cell 2, line 3",
        "does-not-raise.ipynb   | 1 | DID_NOT_RAISE  | raises-exception",
        "exits.ipynb            | 1 | ERROR          | System.exit(0)",
        "text-only.ipynb        | 0 | NOT_A_NOTEBOOK | no code cell",
        "other-language.ipynb   | 0 | NOT_A_NOTEBOOK | \"python\"",
        "old-format.ipynb       | 0 | NOT_A_NOTEBOOK | nbformat 4.4, expected 4.5",
        "not-json.ipynb         | 0 | NOT_A_NOTEBOOK | is not JSON"
      })
  void mustFail(String name, int cell, Kind kind, String text) throws Exception {
    Path notebook = copyOf(name);
    String before = Files.readString(notebook);
    RunSummary summary = run(RunMode.REWRITE, notebook);
    assertThat(summary.passed()).isFalse();
    assertThat(summary.errors()).isEqualTo(1);
    CellProblem problem = summary.outcomes().get(0).problems().get(0);
    assertThat(problem.cell()).isEqualTo(cell);
    assertThat(problem.kind()).isEqualTo(kind);
    assertThat(problem.text()).contains(text);
    assertThat(summary.details()).startsWith(name);
    assertThat(Files.readString(notebook))
        .as("a notebook that fails is not rewritten")
        .isEqualTo(before);
  }

  @Test
  @DisplayName("An endless loop is cut off at the cell's time limit")
  void endless() throws Exception {
    NotebookRunner runner = new NotebookRunner(RunMode.RUN, Duration.ofMillis(300));
    CellProblem problem = runner.run(copyOf("endless.ipynb")).problems().get(0);
    assertThat(problem.kind()).isEqualTo(Kind.TIMED_OUT);
  }

  @Test
  @DisplayName("An output that changed is reported with its cell and its first line that differs")
  void staleOutput() throws Exception {
    Path notebook = copyOf("healthy.ipynb");
    run(RunMode.REWRITE, notebook);
    Files.writeString(
        notebook, Files.readString(notebook).replace("asking 2 copies", "asking 9 copies"));
    assertThat(run(RunMode.RUN, notebook).passed()).isTrue();
    RunSummary summary = run(RunMode.COMPARE, notebook);
    assertThat(summary.details())
        .contains("healthy.ipynb, cell 2", "line 1", "asking 9 copies", "asking 2 copies");
    assertThat(summary.line()).isEqualTo("1 notebooks, 6 cells, 1 errors");
  }

  @Test
  @DisplayName(
      "Of two outputs that differ the words are shown, around the place, and never a picture")
  void pictureLeftOut() {
    String far = "x".repeat(500);
    assertThat(difference(shown("left", "AAAA"), shown("right", "BBBB")))
        .contains("in the file:  text/plain: left\n", "in this run:  text/plain: right\n");
    assertThat(difference(shown(far + "left", "AAAA"), shown(far + "right", "AAAA")))
        .contains("…" + "x".repeat(156) + "left\n", "…" + "x".repeat(155) + "right\n");
    assertThat(difference(shown("same", "AAAA"), shown("same", "BBBB")))
        .contains("(another picture) text/html: <img src=\"(a picture)\">\n")
        .doesNotContain("AAAA", "BBBB");
    assertThat(difference(shown("same", "AAAA"), List.of()))
        .contains("in this run:  (nothing more)");
  }

  private static String difference(List<CellOutput> committed, List<CellOutput> actual) {
    return OutputComparison.firstDifference(committed, actual).orElseThrow();
  }

  private static List<CellOutput> shown(String text, String base64) {
    String page = "<img src=\"data:image/svg+xml;base64," + base64 + "\">";
    return List.of(new CellOutput.Shown(Map.of("text/html", page, "text/plain", text)));
  }

  @Test
  @DisplayName("A notebook whose outputs were never written is stale")
  void neverWritten() throws Exception {
    CellProblem problem = run(RunMode.COMPARE, copyOf("healthy.ipynb"))
        .outcomes()
        .get(0)
        .problems()
        .get(0);
    assertThat(problem.kind()).isEqualTo(Kind.STALE_OUTPUT);
  }

  @Test
  @DisplayName("A thread that a cell leaves behind is reported and holds nobody up")
  void leakedThread() throws Exception {
    NotebookOutcome outcome =
        run(RunMode.RUN, copyOf("threads.ipynb")).outcomes().get(0);
    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.leakedThreads()).containsExactly("left-behind");
  }

  @Test
  @DisplayName("An empty set and a missing file are errors")
  void nothingToRun() {
    assertThatThrownBy(() -> new NotebookRunner(RunMode.RUN, LIMIT).run(List.of()))
        .isInstanceOf(NotebookException.class);
    assertThat(run(RunMode.RUN, folder.resolve("none.ipynb")).details()).contains("cannot be read");
  }
}
