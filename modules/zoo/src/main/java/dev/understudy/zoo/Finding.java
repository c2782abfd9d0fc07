package dev.understudy.zoo;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Shrinking.Shrunk;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Violation;

/**
 * A broken promise, and the smallest run that is known to break it.
 *
 * @param subject what broke it
 * @param found the run in which it was found
 * @param shrunk the same made small
 */
public record Finding(Subject subject, ChaosRun.Result found, Shrunk shrunk) {
  /** The seed with which it was found. */
  public long seed() {
    return found.schedule().seed();
  }

  /** The promise in words, and what was found instead. */
  public Violation violation() {
    return shrunk.violation();
  }

  /** The smallest run. */
  public Schedule schedule() {
    return shrunk.schedule();
  }

  /** The smallest run as a file to be replayed. */
  public String file() {
    return new ScheduleFile().write(subject, schedule());
  }

  /** What a reader is told. */
  public String report() {
    return new Report(subject, schedule(), violation())
        .shrunkFrom(found.schedule(), shrunk)
        .text();
  }
}
