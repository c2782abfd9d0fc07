package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ExercisesCommandTest {
  private static final String RIGHT = "return 2 * number;";

  @TempDir
  private Path folder;

  private CommandLineOnTrial lab;
  private TinyExercise tiny;

  @BeforeEach
  void writeExercise() {
    lab = new CommandLineOnTrial(folder);
    tiny = TinyExercise.in(folder);
  }

  private CommandLineOnTrial.Result exercises(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "exercises";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return lab.call(all);
  }

  @Test
  @DisplayName("The list tells how far one is, with and without its name")
  void progress() throws IOException {
    assertThat(exercises().out()).contains("01-tiny").contains(" 5 min  not begun");
    tiny.learnerWrites(RIGHT);
    assertThat(exercises("list").out()).contains("  begun ");
    exercises("run", "01");
    assertThat(exercises().out()).contains("  passed ").contains("1 exercises, 1 passed");
    tiny.learnerWrites("return 1;");
    assertThat(exercises().out()).contains("passed, edited since");
    Files.delete(tiny.yours());
    assertThat(exercises().out()).contains("no file");
  }

  @Test
  @DisplayName("A failure says what, with which seed, how to see it again, and where it is drawn")
  void failure() throws IOException {
    tiny.learnerWrites("return 6;");
    var result = exercises("run", "tiny");
    assertThat(result.out())
        .contains("E01 tiny: 1 of 2 tests passed")
        .contains("Twice a thousand is two thousand")
        .contains("T1000 twice is twice [seed 1, ")
        .contains("the last events were")
        .contains("replay   ./lab exercises run 01 --seed 1")
        .contains("hint     ./lab exercises hint 01")
        .contains("picture  .lab/exercises/01-tiny/failure.svg");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(Files.readString(folder.resolve(".lab/exercises/01-tiny/failure.svg")))
        .startsWith("<svg")
        .contains("seed 1");
    assertThat(exercises("run", "01", "--seed", "-9").out()).contains("[seed -9, ");
  }

  @Test
  @DisplayName("A pass opens the solution, which --spoil opens before")
  void passOpensSolution() {
    var closed = exercises("solution", "01");
    assertThat(closed.err()).contains("opens when you have passed");
    assertThat(closed.status()).isEqualTo(Exit.WRONG_INPUT);
    String spoiled = exercises("solution", "01", "--spoil").out();
    assertThat(spoiled).contains("return number + number;").doesNotContain("yours", "// >");
    tiny.learnerWrites(RIGHT);
    var passed = exercises("run", "01");
    assertThat(passed.out()).contains("E01 tiny: passed, all 2 tests.");
    assertThat(passed.status()).isEqualTo(Exit.HOLDS);
    assertThat(exercises("solution", "01").out()).isEqualTo(spoiled);
  }

  @Test
  @DisplayName("What does not compile is shown with file and line, and has not passed")
  void compileError() {
    tiny.learnerWrites("return number number;");
    var result = exercises("run", "01");
    assertThat(result.out()).contains("exercises/01-tiny/yours/Tiny.java:4: error: ");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
  }

  @Test
  @DisplayName("A loop without end, System.exit and a flood of output do not harm the lab")
  void mischief() {
    tiny.learnerWrites("while (true) {}");
    int seconds = 2;
    var loop = exercises("run", "01", "--timeout", "" + seconds);
    while (!loop.out().contains("at Tiny") && seconds < 60) { // a busy machine was not there yet
      seconds *= 2;
      loop = exercises("run", "01", "--timeout", "" + seconds);
    }
    assertThat(loop.out()).contains("still ran after " + seconds + " s").contains("at Tiny.java:4");
    assertThat(loop.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    tiny.learnerWrites("System.exit(0); return 2 * number;");
    var exit = exercises("run", "01");
    assertThat(exit.out()).contains("it ended the JVM (status 0)");
    assertThat(exit.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    tiny.learnerWrites(
        "for (int i = 0; i < 99999; i++) System.out.println(\"a\" + i); return 2 * number;");
    var flood = exercises("run", "01");
    assertThat(flood.status()).isEqualTo(Exit.HOLDS);
    assertThat(flood.out()).contains("a17\n").hasSizeLessThan(20_000);
    assertThat(folder.resolve(".lab/tmp"))
        .satisfiesAnyOf(
            tmp -> assertThat(tmp).doesNotExist(), tmp -> assertThat(tmp).isEmptyDirectory());
  }

  @Test
  @DisplayName("A file that is missing or empty is told in one line, with what to do")
  void noFile() throws IOException {
    tiny.write("yours/Tiny.java", " \n");
    var empty = exercises("run", "01");
    assertThat(empty.err()).contains("Tiny.java is empty; ./lab exercises reset 01");
    assertThat(empty.status()).isEqualTo(Exit.WRONG_INPUT);
    Files.delete(tiny.yours());
    var missing = exercises("run", "01");
    assertThat(missing.err()).contains("Tiny.java is not there; ./lab exercises reset 01");
    assertThat(missing.err().lines()).hasSize(1);
    assertThat(missing.status()).isEqualTo(Exit.WRONG_INPUT);
    assertThat(exercises("reset", "01").status()).isEqualTo(Exit.HOLDS);
    assertThat(tiny.yours()).hasContent(TinyExercise.STUB);
  }

  @Test
  @DisplayName("Hints come one by one, and an earlier one again on request")
  void hints() {
    for (int hint : new int[] {1, 2, 3, 3}) {
      assertThat(exercises("hint", "01").out()).isEqualTo("hint number " + hint + "\n");
    }
    assertThat(exercises("hint", "01", "--level", "1").out()).isEqualTo("hint number 1\n");
    assertThat(exercises("hint", "01").out()).isEqualTo("hint number 3\n");
    assertThat(exercises("hint", "01", "--level", "4").err()).contains("give 1 to 3");
  }

  @Test
  @DisplayName("A reset puts the beginning back and loses nothing, however often")
  void reset() throws IOException {
    assertThat(exercises("reset", "01").out()).contains("is as it was in the beginning");
    for (int time = 1; time <= 2; time++) {
      tiny.learnerWrites("return " + time + ";");
      String written = Files.readString(tiny.yours());
      String name = ".lab/exercises/01-tiny/Tiny." + time + ".java";
      assertThat(exercises("reset", "01").out()).contains("kept yours in " + name);
      assertThat(folder.resolve(name)).hasContent(written);
      assertThat(Files.readString(tiny.yours())).isEqualTo(TinyExercise.STUB);
    }
  }

  @Test
  @DisplayName("A grade counts the points of each group, which earns them as a whole")
  void grade() throws IOException {
    tiny.learnerWrites("return 6;");
    JsonNode json = new ObjectMapper().readTree(exercises("grade", "--json").out());
    assertThat(json.path("schema").asText()).isEqualTo("understudy-grade-1");
    assertThat(json.path("seeds").asText()).isEqualTo("default");
    assertThat(json.path("points").asInt()).isEqualTo(1);
    assertThat(json.path("mostPoints").asInt()).isEqualTo(3);
    JsonNode groups = json.path("exercises").path(0).path("groups");
    assertThat(groups.findValuesAsText("name")).containsExactly("small", "large");
    assertThat(groups.findValuesAsText("points")).containsExactly("1", "0");
    assertThat(groups.findValuesAsText("result")).containsExactly("passed", "failed");
    assertThat(groups.findValuesAsText("failure").get(0)).contains("T1000", "[seed 1,");
    assertThat(exercises("grade").out()).contains("1 of 3 points");
    tiny.learnerWrites(RIGHT);
    var full = exercises("grade", "01");
    assertThat(full.lastLine()).isEqualTo("3 of 3 points");
    assertThat(full.status()).isEqualTo(Exit.HOLDS);
  }

  @Test
  @DisplayName("Secret seeds are used and not told, and a wrong one is refused")
  void secretSeeds() throws IOException {
    tiny.learnerWrites("return 0;");
    lab.with("UNDERSTUDY_SEEDS", "4711,-4712");
    var result = exercises("grade", "--json");
    assertThat(result.out())
        .contains("\"seeds\":\"secret\"", "a secret seed")
        .doesNotContain("471");
    assertThat(exercises("run", "01").out()).contains("[seed 1,");
    lab.with("UNDERSTUDY_SEEDS", "47,eleven");
    var wrong = exercises("grade");
    assertThat(wrong.err()).contains("UNDERSTUDY_SEEDS: 'eleven' is no seed");
    assertThat(wrong.err().lines()).hasSize(1);
    assertThat(wrong.status()).isEqualTo(Exit.WRONG_INPUT);
  }

  @Test
  @DisplayName("A file that cannot be graded earns nothing, and says why")
  void gradesNothing() throws IOException {
    Files.delete(tiny.yours());
    var missing = exercises("grade");
    assertThat(missing.out()).contains("is not there", "0 of 3 points");
    assertThat(missing.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    tiny.learnerWrites("no java");
    JsonNode json = new ObjectMapper().readTree(exercises("grade", "--json").out());
    assertThat(json.path("points").asInt()).isZero();
    assertThat(json.path("exercises").path(0).path("problems")).isNotEmpty();
  }

  @Test
  @DisplayName("The check ends with its sum, and a mutant that lives fails it")
  void check() {
    var well = exercises("check");
    assertThat(well.lastLine())
        .isEqualTo("1 exercises: 1 stubs fail, 1 solutions pass, 3 mutants killed");
    assertThat(well.status()).isEqualTo(Exit.HOLDS);
    tiny.mutant(2, "number << 1", "never");
    tiny.mutant(3, "0", "T4 twice is twice");
    var alive = exercises("check");
    assertThat(alive.out())
        .contains("It is number << 1: it passes the suite, which must refuse it")
        .contains("It is 0: the text of its failure does not say 'T4 twice is twice'");
    assertThat(alive.lastLine())
        .isEqualTo("1 exercises: 1 stubs fail, 1 solutions pass, 1 mutants killed");
    assertThat(alive.status()).isEqualTo(Exit.DOES_NOT_HOLD);
  }
}
