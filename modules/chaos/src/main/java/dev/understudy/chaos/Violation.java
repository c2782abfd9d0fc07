package dev.understudy.chaos;

import dev.understudy.cluster.InvariantBroken;
import java.time.Duration;

/**
 * A broken promise.
 *
 * @param invariant its number, "R1"; {@link #CRASHED} if the code threw something else
 * @param words the promise, and what was found instead
 * @param at when it was noticed
 */
public record Violation(String invariant, String words, Duration at) {
  /** The number under which it counts that code of a node throws what is no broken invariant. */
  public static final String CRASHED = "X";

  /** What a run threw, or what made its world fail. */
  static Violation of(Throwable thrown, Duration at) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvariantBroken broken) {
        String number = broken.invariant().split(" ", 2)[0];
        return new Violation(number, broken.getMessage(), at);
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Violation(
        CRASHED + " " + root.getClass().getSimpleName(), "X no code throws — but " + root, at);
  }

  /** Whether both break the same promise. */
  public boolean isLike(Violation other) {
    return invariant.equals(other.invariant);
  }
}
