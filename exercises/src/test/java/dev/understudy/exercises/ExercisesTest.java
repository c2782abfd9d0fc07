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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The exercises as they are committed. */
class ExercisesTest {
  private static List<Exercise> exercises() {
    return new Catalogue(Path.of("").toAbsolutePath()).all();
  }

  private static Stream<Case> cases() {
    return exercises().stream().flatMap(exercise -> TwoWayCheck.casesOf(exercise).stream());
  }

  @TestFactory
  @DisplayName("Every stub fails, every solution passes, and every mutant is told what is wrong")
  Stream<DynamicTest> twoWays() {
    return cases()
        .map(one -> dynamicTest(one.name(), () -> {
          try (Judge judge = new Judge(Judge.DEFAULT_LIMIT)) {
            assertThat(TwoWayCheck.problem(judge, one)).isEmpty();
          }
        }));
  }

  @TestFactory
  @DisplayName("The seed in the text of a failure makes it happen again")
  Stream<DynamicTest> replays() {
    return cases()
        .filter(one -> one.kind() == Kind.MUTANT)
        .map(one -> dynamicTest(one.name(), () -> {
          Verdict.Test first = failure(one, List.of());
          List<Long> seed = List.of(first.failure().orElseThrow().seed().orElseThrow());
          Verdict.Test again = failure(one, seed);
          assertThat(again.moral()).isEqualTo(first.moral());
          assertThat(again.failure().orElseThrow().text())
              .isEqualTo(first.failure().orElseThrow().text());
        }));
  }

  private static Verdict.Test failure(Case one, List<Long> seeds) throws InterruptedException {
    try (Judge judge = new Judge(Judge.DEFAULT_LIMIT)) {
      return judge
          .judge(one.exercise(), one.text(), one.name(), new Question(seeds, true))
          .firstFailure()
          .orElseThrow();
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
