package dev.understudy.lab;

import java.time.Duration;

/** Tells how far a long drill is: nothing in the first seconds, then a line every few. */
final class DrillProgress {
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final Console console;
  private final int total;
  private Duration next = EVERY;

  DrillProgress(Console console, int total) {
    this.console = console;
    this.total = total;
  }

  /** So many runs are done after so long. */
  void done(int runs, Duration since) {
    if (runs < total && since.compareTo(next) >= 0) {
      long left = since.toMillis() * (total - runs) / runs / 1000 + 1;
      console.tell("drill: " + runs + " of " + total + " runs, about " + left + " s left");
      next = since.plus(EVERY);
    }
  }
}
