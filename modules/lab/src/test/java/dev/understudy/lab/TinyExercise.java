package dev.understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project with one exercise of one line. */
final class TinyExercise {
  static final String STUB = """
      public class Tiny {
        public int twice(int number) {
          // The number, and once more.
          return 0;
        }
      }
      """;

  private static final String SOLUTION =
      STUB.replace("    // The number, and once more.\n    return 0;", """
          // begin: yours
          // > // The number, and once more.
          // > return 0;
          return number + number;
          // end: yours\
      """);

  private static final String TRIAL = """
      import dev.understudy.coach.Trial;
      import org.junit.jupiter.api.*;

      @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
      class TinyTrial {
        private void expect(int number) {
          Trial.withSeeds(2, cluster -> {
            cluster.client("alice");
            if (new Tiny().twice(number) != 2 * number) {
              throw new IllegalStateException("T" + number + " twice is twice");
            }
          });
        }

        @Test @Order(1) @Tag("small") @DisplayName("Twice three is six")
        void three() { expect(3); }

        @Test @Order(2) @Tag("large") @DisplayName("Twice a thousand is two thousand")
        void thousand() { expect(1000); }
      }
      """;

  private final Path folder;

  private TinyExercise(Path folder) {
    this.folder = folder;
  }

  /** Writes exercise 01 into a project. */
  static TinyExercise in(Path project) {
    TinyExercise tiny = new TinyExercise(project.resolve("exercises/01-tiny"));
    tiny.write("exercise.json", """
        {"title": "tiny", "minutes": 5, "className": "Tiny", "groups": [
          {"name": "small", "title": "small numbers", "points": 1},
          {"name": "large", "title": "large numbers", "points": 2}]}
        """);
    tiny.write("solution/Tiny.java", SOLUTION);
    tiny.write("suite/TinyTrial.java", TRIAL);
    tiny.write("yours/Tiny.java", STUB);
    for (int i = 1; i <= 3; i++) {
      tiny.write("hints/" + i + ".md", "hint number " + i + "\n");
      tiny.mutant(i, "number * " + (i == 2 ? 3 : 4 * i), "T3 twice is twice");
    }
    return tiny;
  }

  /** A wrong solution with this in place of the right sum. */
  void mutant(int number, String code, String expected) {
    write(
        "mutants/" + number + ".txt",
        "title: It is %s\nwhy: It is not twice.\nexpected: %s\n".formatted(code, expected)
            + "find:\n    return number + number;\nreplace:\n    return %s;\n".formatted(code));
  }

  /** The learner writes this line. */
  TinyExercise learnerWrites(String line) {
    write("yours/Tiny.java", STUB.replace("return 0;", line));
    return this;
  }

  /** What the learner has written. */
  Path yours() {
    return folder.resolve("yours/Tiny.java");
  }

  void write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
