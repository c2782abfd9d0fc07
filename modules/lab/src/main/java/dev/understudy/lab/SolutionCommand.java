package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how we did it, to those who have done it. */
@Command(
    name = "solution",
    mixinStandardHelpOptions = true,
    description = "Shows our solution, once you have passed.")
final class SolutionCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NN", description = "the exercise")
  private String name;

  @Option(names = "--spoil", description = "show it now")
  private boolean spoil;

  private final ExerciseDesk desk;

  SolutionCommand(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Exercise exercise = desk.named(name);
    if (!spoil && desk.memory(exercise).passed().isEmpty()) {
      throw new WrongInput("the solution of " + exercise.number() + " opens when you have passed;"
          + " ./lab exercises hint " + exercise.number() + " helps, --spoil shows it now");
    }
    desk.console().answer(exercise.solution().text().stripTrailing());
    return Exit.HOLDS;
  }
}
