package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import dev.understudy.coach.Judge;
import dev.understudy.coach.TwoWayCheck;
import dev.understudy.coach.TwoWayCheck.Case;
import dev.understudy.coach.TwoWayCheck.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Judges the suites themselves. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Checks that every stub fails, every solution passes, and every mutant is killed.")
final class CheckCommand implements Callable<Integer> {
  private record Outcome(Case judged, Optional<String> problem) {
    boolean isRight(Kind kind) {
      return judged.kind() == kind && problem.isEmpty();
    }
  }

  private final ExerciseDesk desk;

  CheckCommand(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Exercise> exercises = desk.all();
    List<Outcome> outcomes = outcomes(exercises);
    for (Outcome outcome : outcomes) {
      outcome
          .problem()
          .ifPresent(problem -> desk.console().answer(outcome.judged().name() + ": " + problem));
    }
    desk.console()
        .answer(String.format(
            Locale.ROOT,
            "%d exercises: %d stubs fail, %d solutions pass, %d mutants killed",
            exercises.size(),
            count(outcomes, Kind.STUB),
            count(outcomes, Kind.SOLUTION),
            count(outcomes, Kind.MUTANT)));
    boolean isWell = outcomes.stream().allMatch(outcome -> outcome.problem().isEmpty());
    return isWell ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private List<Outcome> outcomes(List<Exercise> exercises) throws InterruptedException {
    try (TwoWayCheck check = new TwoWayCheck(Judge.DEFAULT_LIMIT)) {
      List<Callable<Outcome>> jobs = new ArrayList<>();
      for (Exercise exercise : exercises) {
        for (Case one : TwoWayCheck.casesOf(exercise)) {
          jobs.add(() -> judge(check, one));
        }
      }
      return new Jobs(desk.interruption()).run(Runtime.getRuntime().availableProcessors(), jobs);
    }
  }

  private Outcome judge(TwoWayCheck check, Case one) throws InterruptedException {
    Optional<String> problem = check.problem(one);
    desk.console().tell(one.name() + (problem.isEmpty() ? ": ok" : ": NOT AS IT MUST BE"));
    return new Outcome(one, problem);
  }

  private static long count(List<Outcome> outcomes, Kind kind) {
    return outcomes.stream().filter(outcome -> outcome.isRight(kind)).count();
  }
}
