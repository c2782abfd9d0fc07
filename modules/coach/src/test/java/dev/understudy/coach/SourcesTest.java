package dev.understudy.coach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stub and mutants are made from the solution, so that they cannot drift from it. */
class SourcesTest {
  private static final Solution TINY = Solution.of(TinyExercise.SOLUTION);

  @Test
  @DisplayName(
      "The stub has the lines for the stub where the solution has its own; neither has marks")
  void stub() {
    assertThat(TINY.stub()).isEqualTo("""
            public class Tiny {
              public int twice(int number) {
                // The number, and once more.
                return 0;
              }
            }
            """);
    assertThat(TINY.text())
        .isEqualTo(TINY.stub()
            .replace(
                "    // The number, and once more.\n    return 0;", "    return number + number;"));
  }

  @ParameterizedTest(name = "{1}")
  @DisplayName("Marks that do not fit are refused with their line")
  @CsvSource(
      delimiter = '|',
      value = {
        "a b | there is no // begin: yours",
        "// begin: yours;// > x;a | the part that begins in line 1 has no // end: yours",
        "// begin: yours;// > x;// begin: yours | the part that begins in line 1 has no // end",
        "a;// end: yours | line 2 ends a part that has not begun",
        "// begin: yours;a;// end: yours | the part that begins in line 1 has no line // >",
        "// begin: yours;// > // a;// b;// end: yours | line 3 goes on with a line for the stub",
      })
  void wrongMarks(String text, String complaint) {
    assertThatThrownBy(() -> Solution.of(text.replace(';', '\n')))
        .isInstanceOf(ExerciseException.class)
        .hasMessageContaining(complaint);
  }

  private static final String HEAD = "title: T\nwhy: W\nexpected: E\n";

  @Test
  @DisplayName("A mutant may change several places, and may only take something away")
  void changes() {
    Mutant mutant = Mutant.parse(
        "m",
        HEAD
            + "find:\nreturn number + number;\nreplace:\nreturn number;\nfind:\nTiny {\nreplace:\n");
    assertThat(mutant.changes()).hasSize(2);
    assertThat(mutant.changes().get(1).replace()).isEmpty();
    assertThat(mutant.of(TINY))
        .contains("return number;\n")
        .startsWith("public class   public int");
  }

  @Test
  @DisplayName("What a mutant replaces must stand in the solution exactly once")
  void once() {
    Mutant nowhere = Mutant.parse("m", HEAD + "find:\nreturn 7;\nreplace:\n");
    assertThatThrownBy(() -> nowhere.of(TINY))
        .hasMessageContaining("stands nowhere in the solution");
    Mutant twice = Mutant.parse("m", HEAD + "find:\n  }\nreplace:\n");
    Solution two = new Solution("  }\n  }\n", "");
    assertThatThrownBy(() -> twice.of(two)).hasMessageContaining("stands more than once");
  }

  @Test
  @DisplayName("A file that is no mutant is refused with its name")
  void noMutant() {
    for (String text : List.of(
        "",
        HEAD,
        "find:\na\nreplace:\nb\n",
        HEAD + "find:\na\n",
        HEAD + "x\nfind:\na\nreplace:\n")) {
      assertThatThrownBy(() -> Mutant.parse("mutants/7.txt", text))
          .as(text)
          .isInstanceOf(ExerciseException.class)
          .hasMessageContaining("mutants/7.txt is no mutant");
    }
  }

  @Test
  @DisplayName("Seeds are whole numbers with commas between them, and nothing else")
  void seeds() {
    assertThat(Seeds.parse("S", "17, -4,9223372036854775807"))
        .containsExactly(17L, -4L, Long.MAX_VALUE);
    for (String wrong : List.of("", "1,", "1;2", "x", "1.5", "9223372036854775808")) {
      assertThatThrownBy(() -> Seeds.parse("S", wrong))
          .as(wrong)
          .isInstanceOf(ExerciseException.class)
          .hasMessageContaining("is no seed: give whole numbers");
    }
  }
}
