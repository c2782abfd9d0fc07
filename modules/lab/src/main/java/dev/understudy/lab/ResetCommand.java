package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts the beginning of an exercise back, and what was there aside. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Puts the beginning of an exercise back; what you wrote is kept in another file.")
final class ResetCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NN", description = "the exercise")
  private String name;

  private final ExerciseDesk desk;

  ResetCommand(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    Exercise exercise = desk.named(name);
    String stub = exercise.solution().stub();
    Path file = exercise.learnersFile();
    if (Files.exists(file)) {
      String text = exercise.learnersText();
      if (text.equals(stub)) {
        desk.console().answer(desk.shown(file) + " is as it was in the beginning");
        return Exit.HOLDS;
      }
      desk.console().answer("kept yours in " + desk.shown(desk.memory(exercise).keepAside(text)));
    }
    Files.createDirectories(file.getParent());
    AtomicFile.write(file, stub);
    desk.console().answer("put the beginning into " + desk.shown(file));
    return Exit.HOLDS;
  }
}
