package dev.understudy.lab;

import dev.understudy.explorer.Progress;
import java.time.Duration;
import java.util.Locale;

/** Tells how far a search is: nothing in the first seconds, then a line every few. */
final class ExploreProgress {
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final Console console;
  private Duration next = EVERY;

  ExploreProgress(Console console) {
    this.console = console;
  }

  /** It is here after so long. */
  void at(Progress progress, Duration since) {
    if (since.compareTo(next) >= 0) {
      next = since.plus(EVERY);
      console.tell(String.format(
          Locale.ROOT,
          "explore: faults and timers %d, depth %d: %,d states, %,d per second, %,d to go on from",
          progress.faults(),
          progress.depth(),
          progress.states(),
          Math.round(progress.states() / (since.toNanos() / 1e9)),
          progress.frontier()));
    }
  }
}
