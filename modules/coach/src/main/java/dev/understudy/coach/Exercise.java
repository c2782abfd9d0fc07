package dev.understudy.coach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One exercise as it lies in its folder.
 *
 * @param folder {@code exercises/05-log-shipping}
 * @param title what it is about, in a few words
 * @param minutes how long it takes a learner
 * @param className the class that the learner completes; it has no package
 * @param groups what earns how many points, in the order in which the suite asks
 */
public record Exercise(
    Path folder, String title, int minutes, String className, List<Group> groups) {
  static final String FOLDER_NAME = "\\d{2}-[a-z0-9]+(-[a-z0-9]+)*";

  /**
   * Tests that earn their points together.
   *
   * @param name the tag of its tests in the suite
   * @param title what they ask, in a few words
   * @param points what they earn when all of them pass
   */
  public record Group(String name, String title, int points) {}

  /** Copies the list. */
  public Exercise {
    groups = List.copyOf(groups);
  }

  /** {@code 05-log-shipping}. */
  public String id() {
    return folder.getFileName().toString();
  }

  /** {@code 05}, as people type it. */
  public String number() {
    return id().substring(0, 2);
  }

  /** {@code E05 log shipping}. */
  public String name() {
    return "E" + number() + " " + title;
  }

  /** The sum over all groups. */
  public int points() {
    return groups.stream().mapToInt(Group::points).sum();
  }

  /** The file that the learner writes. */
  public Path learnersFile() {
    return folder.resolve("yours").resolve(className + ".java");
  }

  /** The test that hands the learner's class to the suite. */
  String trialName() {
    return className + "Trial";
  }

  /** What the learner's file holds now. */
  public String learnersText() {
    Path file = learnersFile();
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new ExerciseException(
          file + " is not there; ./lab exercises reset " + number() + " puts the beginning there");
    } catch (IOException unreadable) {
      throw new ExerciseException(
          "cannot read " + file + ": it must be a file that holds text in UTF-8", unreadable);
    }
  }

  /** The solution, from which stub and mutants are made. */
  public Solution solution() {
    Path file = folder.resolve("solution").resolve(className + ".java");
    try {
      return Solution.of(read(file));
    } catch (ExerciseException wrongMarks) {
      throw new ExerciseException(file + ": " + wrongMarks.getMessage(), wrongMarks);
    }
  }

  /** The test that hands the learner's class to the suite, as source. */
  String trialText() {
    return read(folder.resolve("suite").resolve(trialName() + ".java"));
  }

  /** The hints, from a nudge to nearly everything. */
  public List<String> hints() {
    return texts("hints", ".md").stream().map(Exercise::read).toList();
  }

  /** The wrong solutions that the suite must refuse. */
  public List<Mutant> mutants() {
    return texts("mutants", ".txt").stream()
        .map(file -> Mutant.parse(file.toString(), read(file)))
        .toList();
  }

  private List<Path> texts(String name, String suffix) {
    Path place = folder.resolve(name);
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException unreadable) {
      throw new ExerciseException("there is no folder " + place + ": every exercise has one");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException unreadable) {
      throw new ExerciseException("cannot read " + file + ": every exercise has such a file");
    }
  }
}
