package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.Objects;
import java.util.Optional;

/** What {@link Command}s do to one key, each after the other. */
public final class KeyValueModel implements Model<KeyValueModel.Value, Command, String> {
  /**
   * What a key holds.
   *
   * @param text its value, or null if it is absent
   */
  public record Value(String text) {
    @Override
    public String toString() {
      return text == null ? "absent" : "\"" + text + "\"";
    }
  }

  @Override
  public Value initial() {
    return new Value(null);
  }

  @Override
  public String key(Command command) {
    return command.key();
  }

  /** Every command returns the value that it found. */
  @Override
  public Optional<Value> step(Value state, Command command, Outcome<String> outcome) {
    if (outcome instanceof Outcome.Ok<String> ok && !Objects.equals(ok.value(), state.text())) {
      return Optional.empty();
    }
    return Optional.of(new Value(after(state.text(), command)));
  }

  /** An answer tells what was there, and so what is there afterwards. */
  @Override
  public Influence influence(Command command, Outcome<String> outcome) {
    boolean isStill = outcome instanceof Outcome.Ok<String> ok
        ? Objects.equals(ok.value(), after(ok.value(), command))
        : command.isReadOnly();
    return isStill ? Influence.NONE : Influence.SOME;
  }

  private static String after(String found, Command command) {
    if (command instanceof Command.Put put) {
      return put.value();
    }
    if (command instanceof Command.Append append) {
      return (found == null ? "" : found) + append.suffix();
    }
    if (command instanceof Command.CompareAndSet change) {
      return Objects.equals(found, change.expected()) ? change.value() : found;
    }
    return command instanceof Command.Delete ? null : found;
  }
}
