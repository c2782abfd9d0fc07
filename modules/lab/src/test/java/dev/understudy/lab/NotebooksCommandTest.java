package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebooksCommandTest {
  @TempDir
  private Path folder;

  private CommandLineOnTrial lab;
  private Path good;

  @BeforeEach
  void writeNotebooks() {
    lab = new CommandLineOnTrial(folder);
    good = lab.notebook("01-sum", "int one = 1;", "one + 1");
    lab.notebook("04-quotient", "1 / 0");
  }

  @Test
  @DisplayName("A run of all names the notebook and the cell that failed, and ends with the sum")
  void runsAll() throws IOException {
    String before = Files.readString(good);
    var result = lab.call("notebooks", "--run", "--jobs", "2");
    assertThat(result.out()).contains("04-quotient.ipynb, cell 1: ").contains("/ by zero");
    assertThat(result.lastLine()).isEqualTo("2 notebooks, 3 cells, 1 errors");
    assertThat(result.err()).contains("01-sum", "04-quotient", "FAILED");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(Files.readString(good)).isEqualTo(before);
    try (var left = Files.list(folder.resolve(".lab/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @DisplayName("Outputs are compared and updated on request only")
  void comparesAndUpdates() {
    assertThat(lab.call("notebooks", "--compare", "sum").status()).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(lab.call("notebooks", "--update", "01").status()).isEqualTo(Exit.HOLDS);
    assertThat(lab.call("notebooks", "--compare", "N01").lastLine())
        .isEqualTo("1 notebooks, 2 cells, 0 errors");
  }

  @Test
  @DisplayName("The lint looks without running, and says what to do")
  void lints() {
    var result = lab.call("notebooks", "--lint", "01-sum");
    assertThat(result.out()).contains("01-sum.ipynb, cell 1: was never executed");
    assertThat(result.lastLine()).isEqualTo("1 notebooks, 2 problems");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
  }

  @Test
  @DisplayName("A notebook has many names, and a wrong one is corrected")
  void namesOfNotebook() {
    var files = new NotebookFiles(folder.resolve("notebooks"));
    for (String name :
        new String[] {"1", "01", "N01", "n1", "01-sum", "sum", "01-sum.ipynb", good.toString()}) {
      assertThat(files.named(java.util.List.of(name))).as(name).containsExactly(good);
    }
    assertThat(files.named(java.util.List.of("01", "sum"))).containsExactly(good);
    assertThat(lab.call("notebooks", "--run", "qoutient").err()).contains("did you mean quotient?");
  }

  @Test
  @DisplayName("A kernelspec is written where it is asked for")
  void installsKernelspec() {
    Path to = folder.resolve("with blank");
    var result = lab.call("kernelspec", "install", "--to", to.toString());
    assertThat(result.lastLine())
        .isEqualTo(to.resolve("kernels").resolve("java").toString());
    assertThat(to.resolve("kernels/java/kernel.json")).exists();
    lab.call("kernelspec", "install", "--sys-prefix", folder.resolve("venv").toString());
    assertThat(folder.resolve("venv/share/jupyter/kernels/java/kernel.json")).exists();
  }
}
