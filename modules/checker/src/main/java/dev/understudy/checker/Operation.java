package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import java.time.Duration;
import java.util.Locale;

/**
 * One operation as its client saw it.
 *
 * @param <C> what is asked
 * @param <R> what an answer says
 * @param client who asked
 * @param number counts the client's operations from 1
 * @param command what was asked
 * @param outcome what the client knows of it; unknown if no answer came
 * @param called when it was asked
 * @param returned when its client stopped waiting; null if it waits still
 */
public record Operation<C, R>(
    String client, long number, C command, Outcome<R> outcome, Duration called, Duration returned) {

  /** Whether it may have happened: a failed one did not. */
  public boolean mayHaveHappened() {
    return !(outcome instanceof Outcome.Fail<R>);
  }

  /** What tells it from every other operation of a history. */
  String id() {
    return client + " " + number;
  }

  /** Client, number, command, outcome and seconds, in one line; what is long is cut. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s [%d] %s -> %s, from %.6f s to %s",
        Shown.words(client),
        number,
        Shown.words(command),
        Shown.words(outcome),
        called.toNanos() / 1e9,
        returned == null ? "ever" : String.format(Locale.ROOT, "%.6f s", returned.toNanos() / 1e9));
  }
}
