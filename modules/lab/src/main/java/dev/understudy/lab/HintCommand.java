package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a hint: each time the next, which says more than the one before. */
@Command(
    name = "hint",
    mixinStandardHelpOptions = true,
    description = "Gives a hint; each time the next one, which says more.")
final class HintCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NN", description = "the exercise")
  private String name;

  @Option(names = "--level", paramLabel = "N", description = "that hint again: 1, 2 or 3")
  private Integer level;

  private final ExerciseDesk desk;

  HintCommand(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Exercise exercise = desk.named(name);
    List<String> hints = exercise.hints();
    if (level != null && (level < 1 || level > hints.size())) {
      throw new WrongInput("--level " + level + ": give 1 to " + hints.size());
    }
    ExerciseMemory memory = desk.memory(exercise);
    int given = level != null ? level : Math.min(memory.hintsGiven() + 1, hints.size());
    memory.rememberHints(Math.max(memory.hintsGiven(), given));
    desk.console().answer(hints.get(given - 1).strip());
    desk.console().tell("hint " + given + " of " + hints.size());
    return Exit.HOLDS;
  }
}
