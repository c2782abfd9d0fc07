package dev.understudy.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.understudy.coach.Catalogue;
import dev.understudy.coach.Exercise;
import dev.understudy.coach.Judge;
import dev.understudy.coach.Judge.Question;
import dev.understudy.coach.TwoWayCheck;
import dev.understudy.coach.TwoWayCheck.Case;
import dev.understudy.coach.TwoWayCheck.Kind;
import dev.understudy.coach.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The exercises as they are committed. A few JVMs judge all of them, one source after the other, and
 * each mutant once more with the seed that found it: the first of each exercise in a JVM of its own,
 * like what a learner saves, so that what came before in a JVM is known to alter nothing.
 */
class ExercisesTest {
  private static final TwoWayCheck CHECK = new TwoWayCheck(Judge.DEFAULT_LIMIT);

  @AfterAll
  static void endJvms() {
    CHECK.close();
  }

  /** {@code -Dunderstudy.exercise=05} judges that one alone. */
  private static List<Exercise> exercises() {
    String only = System.getProperty("understudy.exercise", "");
    return new Catalogue(Path.of("").toAbsolutePath())
        .all().stream().filter(exercise -> exercise.id().startsWith(only)).toList();
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  @DisplayName("Every stub fails, every solution passes, and every mutant is told what is wrong and"
      + " with which seed: that seed makes it happen again")
  Stream<DynamicTest> twoWays() {
    return exercises().stream()
        .flatMap(exercise -> TwoWayCheck.casesOf(exercise).stream())
        .map(one -> dynamicTest(one.name(), () -> judge(one)));
  }

  private static void judge(Case one) throws InterruptedException {
    Verdict verdict = CHECK.verdict(one);
    assertThat(TwoWayCheck.problem(one, verdict)).isEmpty();
    if (one.kind() == Kind.MUTANT) {
      happensAgain(one, verdict.firstFailure().orElseThrow());
    }
  }

  private static void happensAgain(Case one, Verdict.Test first) throws InterruptedException {
    List<Long> seed = List.of(first.failure().orElseThrow().seed().orElseThrow());
    Verdict.Test again = secondLook(one, new Question(seed, true))
        .firstFailure()
        .orElseThrow(() -> new AssertionError("with seed " + seed + " alone nothing fails"));
    assertThat(again.moral()).as("with seed %s alone", seed).isEqualTo(first.moral());
    assertThat(again.failure().orElseThrow().text())
        .as("with seed %s alone", seed)
        .isEqualTo(first.failure().orElseThrow().text());
  }

  private static Verdict secondLook(Case one, Question question) throws InterruptedException {
    boolean isFirst = one.mutant().equals(one.exercise().mutants().get(0));
    if (!isFirst) {
      return CHECK.verdict(one, question);
    }
    try (Judge own = new Judge(Judge.DEFAULT_LIMIT)) {
      return own.judge(one.exercise(), one.text(), one.name(), question);
    }
  }

  @TestFactory
  @DisplayName("What a learner is given is the stub of the solution, byte for byte")
  Stream<DynamicTest> learnersFilesAreStubs() {
    return exercises().stream()
        .map(exercise -> dynamicTest(
            exercise.id(),
            () -> assertThat(exercise.learnersText())
                .as("./lab exercises reset " + exercise.number()
                    + " puts the stub there, and keeps what is there now")
                .isEqualTo(exercise.solution().stub())));
  }
}
