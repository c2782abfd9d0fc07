package dev.understudy.coach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An exercise of one line, in a folder of its own. */
final class TinyExercise {
  static final String SOLUTION = """
      public class Tiny {
        public int twice(int number) {
          // begin: yours
          // > // The number, and once more.
          // > return 0;
          return number + number;
          // end: yours
        }
      }
      """;

  private static final String TRIAL = """
      import dev.understudy.coach.Trial;
      import org.junit.jupiter.api.*;

      @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
      class TinyTrial {
        private void expect(int number) {
          Trial.withSeeds(3, cluster -> {
            int twice = new Tiny().twice(number);
            if (twice != 2 * number) {
              throw new IllegalStateException(
                  "T" + number + " twice " + number + " is " + 2 * number + " — but it is " + twice);
            }
          });
        }

        @Test @Order(1) @Tag("small") @DisplayName("Twice three is six")
        void three() { expect(3); }

        @Test @Order(2) @Tag("small") @DisplayName("Twice four is eight")
        void four() { expect(4); }

        @Test @Order(3) @Tag("large") @DisplayName("Twice a thousand is two thousand")
        void thousand() { expect(1000); }
      }
      """;

  private static final String FACTS = """
      {"title": "tiny", "minutes": 5, "className": "Tiny", "groups": [
        {"name": "small", "title": "small numbers", "points": 1},
        {"name": "large", "title": "large numbers", "points": 2}]}
      """;

  private TinyExercise() {}

  /** Writes it into {@code 01-tiny} below this folder, with the stub as the learner's file. */
  static Exercise in(Path folder) {
    Path place = folder.resolve("01-tiny");
    write(place.resolve("exercise.json"), FACTS);
    write(place.resolve("solution/Tiny.java"), SOLUTION);
    write(place.resolve("suite/TinyTrial.java"), TRIAL);
    write(place.resolve("yours/Tiny.java"), Solution.of(SOLUTION).stub());
    for (int i = 1; i <= 3; i++) {
      write(place.resolve("hints/" + i + ".md"), "hint " + i + "\n");
    }
    mutant(place, "1", "T3 twice 3 is 6 — but it is 0", "number * 0");
    mutant(place, "2", "T3 twice 3 is 6 — but it is 9", "number * number");
    mutant(place, "3", "T1000 twice 1000 is 2000 — but it is 1000", "Math.min(1000, 2 * number)");
    return new Catalogue(folder).all().get(0);
  }

  static void mutant(Path place, String name, String expected, String code) {
    write(
        place.resolve("mutants/" + name + ".txt"),
        "title: It is %s\nwhy: It is not twice.\nexpected: %s\n".formatted(code, expected)
            + "find:\n    return number + number;\nreplace:\n    return %s;\n".formatted(code));
  }

  /** The class with this in the place of the right line. */
  static String with(String line) {
    return Solution.of(SOLUTION).text().replace("return number + number;", line);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
