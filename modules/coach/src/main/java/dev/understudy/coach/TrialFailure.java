package dev.understudy.coach;

import dev.understudy.cluster.trace.Trace;

/** A promise was broken in a story of a suite: says it in words, and carries what is needed to see it. */
public final class TrialFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  /** The seed of the world in which it happened. */
  private final long seed;

  /** All that happened there. */
  private final transient Trace trace;

  TrialFailure(String message, long seed, Trace trace, Throwable cause) {
    super(message, cause);
    this.seed = seed;
    this.trace = trace;
  }

  /** The seed of the world in which it happened. */
  public long seed() {
    return seed;
  }

  /** All that happened in that world, the last event last. */
  public Trace trace() {
    return trace;
  }
}
