package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.Optional;

/**
 * How an object behaves when nothing is concurrent: a pure function from a state and an operation to
 * the next state. It judges implementations, so it must not be made of them.
 *
 * @param <S> the state of one key; immutable, with equality by value
 */
public interface Model<S> {
  /** The state before the first operation. */
  S initial();

  /**
   * The state after a command, or nothing if it could not have had this outcome in this state.
   *
   * @param outcome ok with the result that was seen, or unknown, which explains itself in any state
   */
  Optional<S> step(S state, Command command, Outcome<String> outcome);
}
