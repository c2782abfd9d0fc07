package dev.understudy.backup;

import java.time.Duration;
import java.util.Optional;

/**
 * When which backup is made, counted from a beginning at which there is a full one.
 *
 * @param full so often a full one
 * @param incremental so often an incremental one; null for never
 * @param log so often the log; zero for after each commit, null for never
 */
public record Schedule(Duration full, Duration incremental, Duration log) {

  /** Refuses what is not longer than nothing. */
  public Schedule {
    checkAboveZero("full", full);
    if (incremental != null) {
      checkAboveZero("incremental", incremental);
    }
    if (log != null && log.isNegative()) {
      throw new IllegalArgumentException("the log cannot be archived every " + log);
    }
  }

  /** A full backup every week, an incremental one every day. */
  public static Schedule weeklyAndDaily() {
    return new Schedule(Duration.ofDays(7), Duration.ofDays(1), null);
  }

  /** The same, and the log so often. */
  public Schedule withLogEvery(Duration newLog) {
    checkAboveZero("log", newLog);
    return new Schedule(full, incremental, newLog);
  }

  /** The same, and the log after each commit. */
  public Schedule withLogAtEachCommit() {
    return new Schedule(full, incremental, Duration.ZERO);
  }

  /** Whether the log is archived after each commit. */
  public boolean isContinuous() {
    return log != null && log.isZero();
  }

  /** When the next backup is due, later than a time since the beginning. */
  public Duration next(Duration now) {
    Duration next = next(full, now);
    for (Duration period : new Duration[] {incremental, log}) {
      if (period != null && !period.isZero() && next(period, now).compareTo(next) < 0) {
        next = next(period, now);
      }
    }
    return next;
  }

  /** What is due at a time since the beginning: the greatest kind, if any. */
  public Optional<Kind> due(Duration time) {
    if (isAt(full, time)) {
      return Optional.of(Kind.FULL);
    } else if (isAt(incremental, time)) {
      return Optional.of(Kind.INCREMENTAL);
    }
    return isAt(log, time) ? Optional.of(Kind.LOG) : Optional.empty();
  }

  private static boolean isAt(Duration period, Duration time) {
    return period != null && !period.isZero() && time.toNanos() % period.toNanos() == 0;
  }

  private static Duration next(Duration period, Duration now) {
    return Duration.ofNanos((now.toNanos() / period.toNanos() + 1) * period.toNanos());
  }

  private static void checkAboveZero(String what, Duration period) {
    if (period == null || period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException(
          "a %s backup is made every so often, but here it is every %s".formatted(what, period));
    }
  }
}
