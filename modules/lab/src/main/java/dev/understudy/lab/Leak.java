package dev.understudy.lab;

import dev.understudy.cluster.trace.FirstDifference;
import java.util.Optional;

/**
 * A story that came out differently although its seed was the same.
 *
 * @param story its name
 * @param seed the seed
 * @param one who told it
 * @param other who told it differently
 * @param difference where the two part; nothing if they do not when told once more
 */
record Leak(
    String story, long seed, String one, String other, Optional<FirstDifference> difference) {
  /** In words, with both events. */
  String text() {
    String head = story + " DOES NOT REPEAT with seed " + seed + ": ";
    if (difference.isEmpty()) {
      return head + one + " and " + other + " differed, and did not when it was played again:"
          + " it depends on what was played before it";
    }
    FirstDifference first = difference.get();
    int width = Math.max(one.length(), other.length()) + 1;
    return head + "the runs part at event " + first.event() + "\n"
        + row(one, width, first.one()) + "\n"
        + row(other, width, first.other());
  }

  private static String row(String who, int width, String event) {
    return "  " + who + ":" + " ".repeat(width - who.length())
        + (event.isEmpty() ? "nothing any more" : event);
  }
}
