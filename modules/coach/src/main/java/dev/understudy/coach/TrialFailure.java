package dev.understudy.coach;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.display.DiagramOptions;

/** A promise was broken in a story of a suite: says it in words, and carries what is needed to see it. */
public final class TrialFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  /** The seed with which it happens again. */
  private final long seed;

  /** All that happened there. */
  private final transient Trace trace;

  /** What of that is to be drawn. */
  private final transient DiagramOptions drawn;

  TrialFailure(String message, long seed, Trace trace, DiagramOptions drawn, Throwable cause) {
    super(message, cause);
    this.seed = seed;
    this.trace = trace;
    this.drawn = drawn;
  }

  /** The seed with which it happens again. */
  public long seed() {
    return seed;
  }

  /** All that happened in that world, the last event last. */
  public Trace trace() {
    return trace;
  }

  /** What of that is to be drawn; the title is still missing. */
  DiagramOptions drawn() {
    return drawn;
  }
}
