package dev.understudy.coach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The exercises of the project.
 *
 * @param folder where they lie, each in a folder of its own, {@code NN-words}
 */
public record Catalogue(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NUMBER = Pattern.compile("[eE]?(\\d{1,4})");

  /** {@code exercise.json}: unknown fields are refused, missing ones named. */
  private record Facts(
      String title, Integer minutes, String className, List<Exercise.Group> groups) {}

  /** All, in the order of their numbers. None at all is an error: a check of nothing proves nothing. */
  public List<Exercise> all() {
    List<Exercise> exercises = list();
    if (exercises.isEmpty()) {
      throw new ExerciseException("there are no exercises in " + folder);
    }
    return exercises;
  }

  /** The one that answers to this name: a number (05, 5, E05), its whole name, or that without the number. */
  public Optional<Exercise> find(String name) {
    return all().stream().filter(exercise -> answersTo(exercise, name)).findFirst();
  }

  private static boolean answersTo(Exercise exercise, String name) {
    Matcher number = NUMBER.matcher(name);
    return exercise.id().equals(name)
        || exercise.id().substring(3).equals(name)
        || (number.matches()
            && Integer.parseInt(number.group(1)) == Integer.parseInt(exercise.number()));
  }

  private List<Exercise> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(path -> path.getFileName().toString().matches(Exercise.FOLDER_NAME))
          .sorted()
          .map(Catalogue::read)
          .toList();
    } catch (IOException unreadable) {
      throw new ExerciseException("cannot read " + folder, unreadable);
    }
  }

  private static Exercise read(Path folder) {
    Path file = folder.resolve("exercise.json");
    try {
      Facts facts = JSON.readValue(file.toFile(), Facts.class);
      require(file, "title, a text", facts.title() != null && !facts.title().isBlank());
      require(file, "minutes, more than 0", facts.minutes() != null && facts.minutes() > 0);
      require(file, "className, a Java name", isName(facts.className()));
      require(
          file,
          "groups, at least one",
          facts.groups() != null && !facts.groups().isEmpty());
      for (Exercise.Group group : facts.groups()) {
        boolean isWhole = group.name() != null && group.title() != null && group.points() > 0;
        require(file, "for each group a name, a title and points, more than 0", isWhole);
      }
      return new Exercise(
          folder, facts.title(), facts.minutes(), facts.className(), facts.groups());
    } catch (JsonProcessingException problem) {
      throw new ExerciseException(file + ": " + problem.getOriginalMessage(), problem);
    } catch (IOException unreadable) {
      throw new ExerciseException("cannot read " + file + ": every exercise has one", unreadable);
    }
  }

  private static boolean isName(String text) {
    return text != null && text.matches("[A-Z]\\w*");
  }

  private static void require(Path file, String what, boolean isThere) {
    if (!isThere) {
      throw new ExerciseException(file + " needs " + what);
    }
  }
}
