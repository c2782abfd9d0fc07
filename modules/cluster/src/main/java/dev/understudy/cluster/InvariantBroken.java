package dev.understudy.cluster;

import java.util.function.Supplier;

/** A state that must never be. The message names the invariant and what was found instead. */
public final class InvariantBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Its number or name and words. */
  private final String invariant;

  /**
   * The invariant with this number or name does not hold.
   *
   * @param invariant its number and words, "R4 a follower's log is a prefix of its leader's"
   * @param found what was found instead
   */
  public InvariantBroken(String invariant, String found) {
    super(invariant + " — but " + found);
    this.invariant = invariant;
  }

  /** The number or name and words of the invariant, the same whatever was found. */
  public String invariant() {
    return invariant;
  }

  /** Throws unless the condition holds. */
  public static void unless(boolean holds, String invariant, String found) {
    if (!holds) {
      throw new InvariantBroken(invariant, found);
    }
  }

  /** The same where putting into words what was found costs more than the check. */
  public static void unless(boolean holds, String invariant, Supplier<String> found) {
    if (!holds) {
      throw new InvariantBroken(invariant, found.get());
    }
  }
}
