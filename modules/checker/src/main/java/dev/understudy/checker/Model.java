package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * How an object behaves when nothing is concurrent: a pure function from a state and an operation to
 * the next state. It judges implementations, so it must not be made of them.
 *
 * @param <S> the state of one key; immutable, with equality by value
 * @param <C> what clients ask for; immutable, with equality by value
 * @param <R> what an answer says; immutable, with equality by value
 */
public interface Model<S, C, R> {
  /** The state before the first operation. */
  S initial();

  /**
   * The state after a command, or nothing if it could not have had this outcome in this state.
   *
   * @param outcome ok with the result that was seen, or unknown: of such a command nothing is known
   *     but that it happened now, so it must have a next state
   */
  Optional<S> step(S state, C command, Outcome<R> outcome);

  /** What an operation does to states, whichever it meets. */
  enum Influence {
    /** Some state becomes another; nothing more is known. */
    SOME,
    /** Every state in which it is possible stays as it is, as with a read. */
    NONE,
    /** Wherever it is possible, the {@link #deadEnd} comes of it. */
    RUIN,
    /** It is possible in every state, and the same state comes of it in all of them. */
    SAME
  }

  /**
   * What such an operation does to states. A write of the value that is there already does something:
   * it may come later too, and matter. To say {@link Influence#SOME} is always right, and slower.
   */
  default Influence influence(C command, Outcome<R> outcome) {
    return Influence.SOME;
  }

  /**
   * The one state in which such an operation is possible. To say nothing is always right, and slower.
   */
  default Optional<S> needs(C command, Outcome<R> outcome) {
    return Optional.empty();
  }

  /**
   * The one state that such an operation may make of another one; nothing is said if there are several
   * or none. To say nothing is always right, and slower.
   */
  default Optional<S> makes(C command, Outcome<R> outcome) {
    return Optional.empty();
  }

  /**
   * The key that a command is about. Keys are judged alone, so no command may touch two of them; a
   * model of one object leaves this as it is.
   */
  default String key(C command) {
    return "all";
  }

  /**
   * The same model for the operations of one key. A model that knows all that was ever seen may call
   * a step impossible from which nothing could lead to that, and take states for one that nobody saw.
   */
  default Model<S, C, R> narrowedTo(List<Operation<C, R>> operations) {
    return this;
  }

  /**
   * A state that is worse than every other: whatever may happen from it may also happen from any
   * other, and leads to the same state, or from here to here again. It lets a search turn back early.
   */
  default Optional<S> deadEnd() {
    return Optional.empty();
  }
}
