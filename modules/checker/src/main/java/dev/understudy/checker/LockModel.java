package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import java.util.Optional;

/**
 * A lock, or one per name, that has one holder at most and is given back by its holder alone. The
 * state is the holder, empty if nobody is.
 *
 * <p>Of unknown outcome, an acquire takes the lock if it is free when it happens, and a release gives
 * it back if its owner holds it; otherwise they change nothing.
 */
public final class LockModel implements Model<String, LockModel.Step, String> {
  private static final String NOBODY = "";

  /** What may be asked of a lock. */
  public sealed interface Step {
    /** The lock's name. */
    String lock();

    /** Who asks; never empty. */
    String owner();
  }

  /** Takes a lock that is free. */
  public record Acquire(String lock, String owner) implements Step {}

  /** Gives back a lock that its owner holds. */
  public record Release(String lock, String owner) implements Step {}

  @Override
  public String initial() {
    return NOBODY;
  }

  @Override
  public String key(Step step) {
    return step.lock();
  }

  @Override
  public Optional<String> step(String holder, Step step, Outcome<String> outcome) {
    boolean isAcquire = step instanceof Acquire;
    boolean happens = holder.equals(isAcquire ? NOBODY : step.owner());
    if (happens) {
      return Optional.of(isAcquire ? step.owner() : NOBODY);
    }
    return outcome.isOk() ? Optional.empty() : Optional.of(holder);
  }
}
