package dev.understudy.lab;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells stories in a JVM of its own, for {@link Guard}. {@code marks FIRST COUNT NAME…} prints the mark
 * of each story and seed, the last story first: what one leaves behind then meets others than in the
 * process that asks. {@code lines SEED NAME} prints every event of one.
 */
final class Teller {
  static final String MARK = "mark ";
  static final String LINE = "line ";

  private Teller() {}

  /** Tells the stories of the project. */
  public static void main(String[] arguments) {
    tell(Stories.of(Lab.scenarios()), arguments);
  }

  /** Tells those of these stories that are asked for. */
  static void tell(List<Story> stories, String... arguments) {
    Logger.getLogger("").setLevel(Level.WARNING); // Vert.x tells of every start
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long seed = Long.parseLong(arguments[1]);
    if (arguments[0].equals("lines")) {
      named(stories, arguments[2]).tell(seed).lines().forEach(line -> out.println(LINE + line));
      return;
    }
    List<String> names = new ArrayList<>(Arrays.asList(arguments).subList(3, arguments.length));
    Collections.reverse(names);
    for (String name : names) {
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        String mark = named(stories, name).tell(seed + i).mark();
        out.println(MARK + mark + " " + (seed + i) + " " + name);
      }
    }
  }

  private static Story named(List<Story> stories, String name) {
    return stories.stream()
        .filter(story -> story.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
