package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import dev.understudy.coach.ExerciseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lists the exercises; its subcommands judge, help and grade. */
@Command(
    name = "exercises",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the exercises and how far you are with each.",
      "",
      "You write in exercises/NN-name/yours. An exercise is named by its number (05) or its name."
    },
    footer = {"", "Exit code: 0 passed, 1 not passed, 2 wrong usage or input, 130 interrupted."})
final class ExercisesCommand implements Callable<Integer> {
  private final ExerciseDesk desk;

  private ExercisesCommand(ExerciseDesk desk) {
    this.desk = desk;
  }

  /** The command and all below it. */
  static CommandLine over(ExerciseDesk desk) {
    return new CommandLine(new ExercisesCommand(desk))
        .addSubcommand(new ListOf(new ExercisesCommand(desk)))
        .addSubcommand(new RunExercise(desk))
        .addSubcommand(new WatchExercise(desk))
        .addSubcommand(new HintCommand(desk))
        .addSubcommand(new ResetCommand(desk))
        .addSubcommand(new SolutionCommand(desk))
        .addSubcommand(new GradeCommand(desk))
        .addSubcommand(new CheckCommand(desk));
  }

  /** The same by its name. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the exercises and how far you are with each.")
  private record ListOf(ExercisesCommand exercises) implements Callable<Integer> {
    @Override
    public Integer call() {
      return exercises.call();
    }
  }

  @Override
  public Integer call() {
    List<Exercise> all = desk.all();
    for (Exercise exercise : all) {
      desk.console()
          .answer(String.format(
              Locale.ROOT,
              "%-31s %3d min  %-12s %s",
              exercise.id(),
              exercise.minutes(),
              progress(exercise),
              exercise.title()));
    }
    long passed =
        all.stream().filter(one -> desk.memory(one).passed().isPresent()).count();
    desk.console()
        .answer(
            all.size() + " exercises, " + passed + " passed; ./lab exercises run NN judges one");
    return Exit.HOLDS;
  }

  private String progress(Exercise exercise) {
    String text;
    try {
      text = exercise.learnersText();
    } catch (ExerciseException missing) {
      return "no file";
    }
    Optional<String> passed = desk.memory(exercise).passed();
    if (passed.isPresent()) {
      return passed.get().equals(text) ? "passed" : "passed, edited since";
    }
    return text.equals(exercise.solution().stub()) ? "not begun" : "begun";
  }
}
