package dev.understudy.sim;

import java.time.Duration;
import java.util.Locale;

/** Something went wrong inside a world: says the seed and the virtual time, so it can be replayed. */
public final class SimulationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The seed of the world that failed. */
  private final long seed;

  SimulationFailure(String what, long seed, Duration at, Throwable cause) {
    super(
        String.format(
            Locale.ROOT, "%s [seed %d, virtual time %.6f s]", what, seed, at.toNanos() / 1e9),
        cause);
    this.seed = seed;
  }

  /** The seed of the world that failed. */
  public long seed() {
    return seed;
  }
}
