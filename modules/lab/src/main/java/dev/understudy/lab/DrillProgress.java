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
      Duration left = since.multipliedBy(total - runs).dividedBy(runs);
      console.tell("drill: " + runs + " of " + total + " runs, about " + words(left) + " left");
      next = since.plus(EVERY);
    }
  }

  private static String words(Duration left) {
    return left.toMinutes() < 2
        ? left.toSeconds() + 1 + " s"
        : left.toHours() < 2 ? left.toMinutes() + " min" : left.toHours() + " h";
  }
}
