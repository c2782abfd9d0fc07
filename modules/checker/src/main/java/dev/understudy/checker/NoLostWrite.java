package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether every acknowledged write is still there at the end, or was followed by another.
 *
 * <p>It asks less than {@link Linearizability} and so judges histories of any length: of an
 * acknowledged write something must be left in the value that is found at the end, unless an operation
 * that replaces values may have come after it and is what is found.
 */
public final class NoLostWrite {
  private NoLostWrite() {}

  /**
   * Looks for lost writes.
   *
   * @param history what clients did
   * @param found what each key holds at the end; one that is missing here holds nothing
   * @return one line for each write that is lost, in the order of the history
   */
  public static List<String> violations(
      History<Command, String> history, Map<String, String> found) {
    List<String> violations = new ArrayList<>();
    history.byKey(Command::key).forEach((key, ofKey) -> {
      String value = found.get(key);
      for (int i = 0; i < ofKey.operations().size(); i++) {
        if (isAcknowledgedWrite(ofKey.operations().get(i)) && !isLeft(ofKey, i, value)) {
          violations.add("lost: " + ofKey.operations().get(i).text() + "; key " + key + " holds "
              + (value == null ? "nothing" : '"' + value + '"'));
        }
      }
    });
    return violations;
  }

  private static boolean isAcknowledgedWrite(Operation<Command, String> operation) {
    return operation.outcome().isOk() && !operation.command().isReadOnly() && mayWrite(operation);
  }

  /** A swap that found another value has written nothing. */
  private static boolean mayWrite(Operation<Command, String> operation) {
    return operation.mayHaveHappened()
        && !(operation.command() instanceof Command.CompareAndSet swap
            && operation.outcome() instanceof Outcome.Ok<String> ok
            && !Objects.equals(ok.value(), swap.expected()));
  }

  private static boolean isLeft(History<Command, String> history, int write, String value) {
    Command command = history.operations().get(write).command();
    if (command instanceof Command.Append append
        && value != null
        && value.contains(append.suffix())) {
      return true;
    }
    for (int i = 0; i < history.operations().size(); i++) {
      Operation<Command, String> other = history.operations().get(i);
      boolean mayComeAfter =
          i == write || !other.outcome().isOk() || history.end(i) > history.call(write);
      if (mayComeAfter && mayWrite(other) && isFound(other.command(), value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is what replaced the value; what was appended to it stands behind. */
  private static boolean isFound(Command command, String value) {
    if (command instanceof Command.Delete) {
      return true; // what is there may have been written afterwards
    }
    String put = command instanceof Command.Put one
        ? one.value()
        : command instanceof Command.CompareAndSet swap ? swap.value() : null;
    return put != null && value != null && value.startsWith(put);
  }
}
