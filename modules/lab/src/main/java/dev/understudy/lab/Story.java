package dev.understudy.lab;

import dev.understudy.cluster.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Something that is played in virtual time: with the same seed it must come out the same.
 *
 * @param name its name on the command line
 * @param play plays it with a seed
 */
record Story(String name, LongFunction<Told> play) {
  /**
   * How a story was told once.
   *
   * @param trace all that happened, as far as the story has a trace
   * @param outcome what came of it, in words
   */
  record Told(Trace trace, String outcome) {
    /** A number that equal tellings share. */
    String mark() {
      return String.format(Locale.ROOT, "%016x", trace.hash() * 31 + outcome.hashCode());
    }

    /** Every event, and at the end the outcome. */
    List<String> lines() {
      List<String> lines = new ArrayList<>(trace.exactLines());
      lines.add("outcome: " + outcome.replaceAll("\\R", "\\\\n"));
      return lines;
    }
  }

  /** Plays it. */
  Told tell(long seed) {
    return play.apply(seed);
  }
}
