package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Scenario;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComplaintsTest {
  private static final String NO_NAME = "a\0b";

  @TempDir
  private Path folder;

  private CommandLineOnTrial.Result failingWith(Throwable problem) {
    Scenario failing = new Scenario("failing", "-", cluster -> ComplaintsTest.thrown(problem));
    return new CommandLineOnTrial(folder).call(List.of(failing), "sim", "failing");
  }

  @SuppressWarnings("unchecked")
  private static <R, T extends Throwable> R thrown(Throwable problem) throws T {
    throw (T) problem;
  }

  @Test
  @DisplayName("An error of the program is neither a broken promise nor an interruption")
  void ownErrors() {
    for (Throwable problem : List.of(
        new StackOverflowError(),
        new NoClassDefFoundError("dev/understudy/Gone"),
        new AssertionError("odd"),
        new IllegalStateException("odd"))) {
      var result = failingWith(problem);
      assertThat(result.status()).as(problem.toString()).isEqualTo(Exit.ERROR);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .startsWith(problem.toString())
          .endsWith("lab: this is an error of lab itself: it says nothing about any promise\n");
    }
  }

  @Test
  @DisplayName("Too little memory is told in one line, wherever it was noticed")
  void memory() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    for (Throwable problem : List.of(full, new IllegalStateException(full))) {
      var result = failingWith(problem);
      assertThat(result.err()).contains("this needs more memory than the ").hasLineCount(1);
      assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
    }
  }

  @Test
  @DisplayName("A place that this user may not use is told in one line")
  void forbidden() {
    var result = failingWith(new AccessDeniedException("a/b"));
    assertThat(result.err())
        .isEqualTo("lab: cannot use a/b: this user may not; give a place of your own\n");
    assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
  }

  @Test
  @DisplayName("The help names the exit code of an error of the program")
  void help() {
    assertThat(new CommandLineOnTrial(folder).call("--help").out())
        .containsPattern("70 an\\s+error\\s+of\\s+lab\\s+itself");
  }

  @Test
  @DisplayName("What can be no name of a file is told in one line by all that take one")
  void noName() {
    for (String[] arguments : new String[][] {
      {"view", NO_NAME},
      {"view", "zombie-leader", "--out", NO_NAME},
      {"replay", NO_NAME},
      {"check-history", NO_NAME, "--model", "store"},
      {"sim", "zombie-leader", "--history", NO_NAME},
      {"soak", "--minutes", "1", "--out", NO_NAME},
      {"explore", "replication", "--svg", NO_NAME},
      {"guard", "--java", NO_NAME},
      {"notebooks", "--run", NO_NAME},
      {"store", "get", "a", "--data", NO_NAME},
      {"backup", "list", "--from", NO_NAME},
    }) {
      var result = new CommandLineOnTrial(folder).call(arguments);
      assertThat(result.err())
          .contains("'a?b' cannot be the name of a file here: give another name")
          .doesNotContain("Exception")
          .hasLineCount(1);
      assertThat(result.status()).as(result.err()).isEqualTo(Exit.WRONG_INPUT);
    }
  }
}
