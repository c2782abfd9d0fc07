package dev.understudy.checker;

import dev.understudy.checker.LockModel.Acquire;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tries every order on a real object: slow, and too simple to be wrong. Nothing in it is of the
 * search or of the models.
 *
 * @param <C> what is asked
 */
final class Force<C> {
  /** An object that changes, and answers. */
  interface Thing<C> {
    String does(C command);
  }

  /** A register that is read, written and swapped. */
  static final class Register implements Thing<Command> {
    private String value = "nil";

    @Override
    public String does(Command command) {
      if (command instanceof Command.Get) {
        return value;
      }
      if (command instanceof Command.CompareAndSet swap) {
        boolean swaps = value.equals(swap.expected());
        value = swaps ? swap.value() : value;
        return swaps ? "swapped" : "refused";
      }
      value = ((Command.Put) command).value();
      return null;
    }
  }

  /** A text that is put, appended to and got. */
  static final class Text implements Thing<Command> {
    private final StringBuilder text = new StringBuilder();

    @Override
    public String does(Command command) {
      if (command instanceof Command.Get) {
        return text.toString();
      }
      if (command instanceof Command.Put put) {
        text.setLength(0);
        text.append(put.value());
      } else {
        text.append(((Command.Append) command).suffix());
      }
      return null;
    }
  }

  /** A lock. */
  static final class Lock implements Thing<LockModel.Step> {
    private String holder;

    @Override
    public String does(LockModel.Step step) {
      boolean works = step instanceof Acquire ? holder == null : step.owner().equals(holder);
      if (works) {
        holder = step instanceof Acquire ? step.owner() : null;
      }
      return works ? null : "not had";
    }
  }

  private final Supplier<Thing<C>> fresh;
  private final Predicate<Operation<C, String>> isKept;

  /**
   * @param isKept whether what came of an operation counts; of another it counts only when it ran
   */
  Force(Supplier<Thing<C>> fresh, Predicate<Operation<C, String>> isKept) {
    this.fresh = fresh;
    this.isKept = isKept;
  }

  boolean isLinearizable(List<Operation<C, String>> operations) {
    return isPossible(
        operations.stream().filter(Operation::mayHaveHappened).toList(), new ArrayList<>());
  }

  private boolean isRequired(Operation<C, String> operation) {
    return operation.outcome().isOk() && isKept.test(operation);
  }

  private boolean isPossible(List<Operation<C, String>> left, List<Operation<C, String>> order) {
    Thing<C> thing = fresh.get();
    for (Operation<C, String> one : order) {
      Outcome<String> answer = Outcome.ok(thing.does(one.command()));
      if (isRequired(one) && !one.outcome().equals(answer)) {
        return false;
      }
    }
    if (left.stream().noneMatch(this::isRequired)) {
      return true;
    }
    for (Operation<C, String> next : left) {
      List<Operation<C, String>> rest = new ArrayList<>(left);
      rest.remove(next);
      List<Operation<C, String>> longer = new ArrayList<>(order);
      longer.add(next);
      boolean isTooEarly = left.stream().anyMatch(one -> isRequired(one) && isBefore(one, next));
      boolean isTooLate = order.stream().anyMatch(one -> isBefore(next, one));
      if (!isTooEarly && !isTooLate && isPossible(rest, longer)) {
        return true;
      }
    }
    return false;
  }

  private static <C> boolean isBefore(Operation<C, String> one, Operation<C, String> other) {
    return one.outcome().isOk() && one.returned().compareTo(other.called()) < 0;
  }
}
