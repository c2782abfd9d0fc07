package dev.understudy.zoo;

import dev.understudy.chaos.Failure;

/**
 * A broken promise.
 *
 * @param seed the seed with which it was found
 * @param failure the run made small, with all that a reader gets of it
 */
public record Finding(long seed, Failure failure) {
  /** The steps of the smallest run. */
  public int steps() {
    return failure.schedule().steps().size();
  }
}
