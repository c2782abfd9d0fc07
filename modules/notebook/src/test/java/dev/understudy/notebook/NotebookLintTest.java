package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookLintTest {
  @TempDir
  private Path folder;

  @Test
  @DisplayName("A notebook that the runner has written is clean")
  void clean() {
    Path notebook = Notebooks.copy("healthy.ipynb", folder);
    new NotebookRunner(RunMode.REWRITE, NotebookRunner.DEFAULT_CELL_LIMIT).run(List.of(notebook));
    assertThat(NotebookLint.check(notebook)).isEmpty();
  }

  @Test
  @DisplayName("Each careless habit is found, with its cell and its cure")
  void careless() throws Exception {
    Path notebook = Notebooks.copy("careless.ipynb", folder);
    Files.writeString(
        notebook,
        Files.readString(notebook)
            .replace("\"display_name\": \"Java\"", "\"display_name\": \"Java (mine)\"")
            .replace("\"c02\"", "\"c01\""));
    assertThat(NotebookLint.check(notebook))
        .extracting(LintProblem::toString)
        .contains(
            "careless.ipynb: metadata.kernelspec.display_name is \"Java (mine)\";"
                + " write \"Java\", which every Java kernel answers to",
            "careless.ipynb, cell 3: the id \"c01\" is there twice; give each cell an id of its own",
            "careless.ipynb, cell 1: a magic of one kernel: %maven; write it in plain Java",
            "careless.ipynb, cell 2: a function of one kernel: display(; end the cell with the value to show",
            "careless.ipynb, cell 3: an absolute path: /home/me/data.csv; use one that is relative to the project",
            "careless.ipynb, cell 5: the record P is declared in cell 4 too;"
                + " declare it once: values of the first are not values of the second",
            "careless.ipynb, cell 1: was never executed; let the runner write the outputs");
  }

  @Test
  @DisplayName("What only looks like a careless habit is left alone")
  void innocent() throws Exception {
    Path notebook = folder.resolve("innocent.ipynb");
    String source =
        "int half = 7 % 2; // display(half) at https://example.org/home/page\\n\\\"%d of %s\\\".formatted(1, 2)";
    Files.writeString(
        notebook,
        Files.readString(Notebooks.copy("endless.ipynb", folder))
            .replace("\"while (true) {\\n\",", "\"" + source + "\"")
            .replace("    \"}\"\n", "")
            .replace("\"execution_count\": null", "\"execution_count\": 1"));
    assertThat(NotebookLint.check(notebook)).isEmpty();
  }

  @Test
  @DisplayName("What is no notebook is a problem, not an exception")
  void noNotebook() {
    assertThat(NotebookLint.check(Notebooks.copy("not-json.ipynb", folder))).hasSize(1);
  }
}
