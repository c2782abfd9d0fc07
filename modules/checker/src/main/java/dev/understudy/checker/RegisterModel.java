package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.Objects;
import java.util.Optional;

/**
 * A register, or one per key, that is read, written and swapped. An answered write says no more than
 * that it happened; an answered swap says whether it found the value that it expected.
 *
 * <p>The state is the value; an empty register holds {@link #NIL}.
 */
public final class RegisterModel implements Model<String, Command, String> {
  /** The value of a register that was never written. */
  public static final String NIL = "nil";

  /** What a swap answers that found the expected value. */
  public static final String SWAPPED = "swapped";

  /** What a swap answers that found another value; it did happen, and changed nothing. */
  public static final String REFUSED = "refused";

  @Override
  public String initial() {
    return NIL;
  }

  @Override
  public String key(Command command) {
    return command.key();
  }

  @Override
  public Influence influence(Command command, Outcome<String> outcome) {
    if (command instanceof Command.Put) {
      return Influence.SAME;
    }
    boolean isStill = command.isReadOnly() || outcome.equals(Outcome.ok(REFUSED));
    return isStill ? Influence.NONE : Influence.SOME;
  }

  @Override
  public Optional<String> needs(Command command, Outcome<String> outcome) {
    if (command instanceof Command.Get && outcome instanceof Outcome.Ok<String> ok) {
      return Optional.of(ok.value());
    }
    return command instanceof Command.CompareAndSet swap && outcome.equals(Outcome.ok(SWAPPED))
        ? Optional.of(Objects.requireNonNullElse(swap.expected(), NIL))
        : Optional.empty();
  }

  @Override
  public Optional<String> makes(Command command, Outcome<String> outcome) {
    if (command instanceof Command.Put write) {
      return Optional.of(write.value());
    }
    return command instanceof Command.CompareAndSet swap && !outcome.equals(Outcome.ok(REFUSED))
        ? Optional.of(swap.value())
        : Optional.empty();
  }

  @Override
  public Optional<String> step(String state, Command command, Outcome<String> outcome) {
    if (command instanceof Command.Put write) {
      return Optional.of(write.value());
    }
    if (command instanceof Command.Get) {
      boolean isPossible = !(outcome instanceof Outcome.Ok<String> ok) || state.equals(ok.value());
      return isPossible ? Optional.of(state) : Optional.empty();
    }
    if (command instanceof Command.CompareAndSet swap) {
      boolean swaps = state.equals(Objects.requireNonNullElse(swap.expected(), NIL));
      boolean isPossible = !(outcome instanceof Outcome.Ok<String> ok)
          || ok.value().equals(swaps ? SWAPPED : REFUSED);
      return isPossible ? Optional.of(swaps ? swap.value() : state) : Optional.empty();
    }
    throw new IllegalArgumentException(
        command + ": a register can be read, written and swapped, and nothing else");
  }
}
