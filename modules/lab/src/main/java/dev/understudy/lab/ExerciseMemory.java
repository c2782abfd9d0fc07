package dev.understudy.lab;

import dev.understudy.coach.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is remembered of one exercise between two commands.
 *
 * @param folder in the project's private folder
 */
record ExerciseMemory(Path folder, Exercise exercise) {
  /** The text that passed last. */
  Optional<String> passed() {
    return read(passedFile());
  }

  void rememberPassed(String text) {
    AtomicFile.write(passedFile(), text);
  }

  /** How many hints were given. */
  int hintsGiven() {
    return read(hintsFile())
        .map(String::strip)
        .filter(text -> text.matches("\\d"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  void rememberHints(int given) {
    AtomicFile.write(hintsFile(), given + "\n");
  }

  /** Draws the last failure over the one before. */
  Path keepPicture(String svg) {
    Path picture = folder.resolve("failure.svg");
    AtomicFile.write(picture, svg);
    return picture;
  }

  /** Puts a text into a file of its own, which no later call writes over. */
  Path keepAside(String text) {
    for (int number = 1; ; number++) {
      Path file = folder.resolve(exercise.className() + "." + number + ".java");
      if (!Files.exists(file)) {
        AtomicFile.write(file, text);
        return file;
      }
    }
  }

  private Path passedFile() {
    return folder.resolve(exercise.className() + ".passed.java");
  }

  private Path hintsFile() {
    return folder.resolve("hints");
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}
