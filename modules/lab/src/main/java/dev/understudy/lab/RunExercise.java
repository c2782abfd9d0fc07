package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import dev.understudy.coach.Judge;
import dev.understudy.coach.Judge.Question;
import dev.understudy.coach.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges what the learner has written, up to the first test that fails. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Judges what you have written, and stops at the first thing that is wrong.",
    footer = {"", "Exit code: 0 passed, 1 not passed, 2 wrong usage or input, 130 interrupted."})
final class RunExercise implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NN", description = "the exercise")
  private String name;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = SeedConverter.class,
      description = "run every test with this seed alone: replays a failure")
  private Long seed;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "the real time all tests may take; ${DEFAULT-VALUE} unless given")
  private long timeoutSeconds;

  private final ExerciseDesk desk;

  RunExercise(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutSeconds < 1 || timeoutSeconds > 3600) {
      throw new WrongInput("--timeout " + timeoutSeconds + ": give 1 to 3600 seconds");
    }
    Exercise exercise = desk.named(name);
    String text = exercise.learnersText();
    Question question = seed == null
        ? Question.FIRST_FAILURE
        : new Question(List.of(seed), Question.FIRST_FAILURE.stopsAtFirst());
    Judge judge = new Judge(Duration.ofSeconds(timeoutSeconds));
    Verdict verdict = new Jobs(desk.interruption())
        .run(1, List.<Callable<Verdict>>of(() -> desk.judge(judge, exercise, text, question)))
        .get(0);
    desk.announce(exercise, text, verdict);
    return verdict.passed() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }
}
