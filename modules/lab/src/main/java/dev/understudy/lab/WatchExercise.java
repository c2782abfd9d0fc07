package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import dev.understudy.coach.ExerciseException;
import dev.understudy.coach.Judge;
import dev.understudy.coach.Judge.Question;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Judges again whenever the learner saves, until it is interrupted. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Judges what you have written whenever you save it; Ctrl-C ends that.",
      "Without a number: the first exercise that you have not passed."
    })
final class WatchExercise implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NN", description = "the exercise")
  private String name;

  private final ExerciseDesk desk;

  WatchExercise(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws InterruptedException {
    Exercise exercise = name == null ? firstNotPassed() : desk.named(name);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Thread watching = Thread.currentThread();
    Interruption.Duty duty = desk.interruption().duty(() -> {
      watching.interrupt();
      Jobs.stop(pool);
    });
    try (Judge judge = new Judge(Judge.DEFAULT_LIMIT);
        Saves saves = Saves.of(exercise.learnersFile())) {
      desk.console().tell("watching " + desk.shown(exercise.learnersFile()) + "; Ctrl-C ends that");
      Future<?> running = null;
      while (true) {
        String text = saves.next();
        if (running != null) {
          running.cancel(true); // what was saved before does not matter any more
        }
        running = pool.submit(() -> judge(judge, exercise, text));
      }
    } finally {
      Jobs.stop(pool);
      duty.done();
    }
  }

  private void judge(Judge judge, Exercise exercise, String text) {
    try {
      desk.announce(exercise, text, desk.judge(judge, exercise, text, Question.FIRST_FAILURE));
      judge.prepare();
    } catch (ExerciseException problem) {
      desk.console().answer(problem.getMessage());
    } catch (InterruptedException savedAgain) {
      Thread.currentThread().interrupt();
    }
  }

  private Exercise firstNotPassed() {
    List<Exercise> all = desk.all();
    return all.stream()
        .filter(exercise -> desk.memory(exercise).passed().isEmpty())
        .findFirst()
        .orElseThrow(() -> new WrongInput("you have passed them all; name one to watch it"));
  }
}
