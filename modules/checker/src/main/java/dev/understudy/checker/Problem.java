package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * The operations of one key in numbers, for a {@link Search}. They are counted in the order of their
 * calls; failed ones are left out. A required operation must have a place in the order, since its
 * answer is known; any other may have one.
 */
final class Problem<C, R> {
  /** A command with its outcome: operations that agree in both are alike to a model. */
  record Effect<C, R>(C command, Outcome<R> outcome) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Effect<?, ?> that
          && command.equals(that.command)
          && outcome.equals(that.outcome);
    }

    @Override
    public int hashCode() {
      return 31 * command.hashCode() + outcome.hashCode();
    }
  }

  final List<Operation<C, R>> operations = new ArrayList<>();
  final List<Effect<C, R>> effects = new ArrayList<>();
  final int[] effect; // of each operation: its index in effects
  final int[] call;
  final int[] end; // when it had happened, if at all; History.NEVER if it may happen for ever
  final boolean[] isRequired;

  /**
   * Of each operation one that may stand for it, or -1: an operation with the same effect which was
   * neither called nor ended later. Were that one the later of the two in an order, or in none, they
   * could change places.
   */
  final int[] twin;

  /** Of each operation the latest end of a forgotten one that had ended before it was called, or -1. */
  final int[] forgottenBefore;

  private boolean isForgetful;

  /** Takes a history as it is. */
  static <C, R> Problem<C, R> of(History<C, R> history) {
    return new Problem<>(history, operation -> true);
  }

  /**
   * Takes a history of which some outcomes are forgotten: such an operation may have happened while
   * it ran, or not at all.
   *
   * @param isKept whether an operation's outcome is kept
   */
  Problem(History<C, R> history, Predicate<Operation<C, R>> isKept) {
    int[] order = inOrderOfCalls(history);
    effect = new int[order.length];
    call = new int[order.length];
    end = new int[order.length];
    isRequired = new boolean[order.length];
    twin = new int[order.length];
    forgottenBefore = new int[order.length];
    Map<Effect<C, R>, Integer> known = new LinkedHashMap<>();
    Outcome<R> nothing = Outcome.unknown("");
    for (int i = 0; i < order.length; i++) {
      Operation<C, R> operation = history.operations().get(order[i]);
      boolean isKnown = operation.outcome().isOk();
      isRequired[i] = isKnown && isKept.test(operation);
      isForgetful |= isKnown && !isRequired[i];
      Effect<C, R> one =
          new Effect<>(operation.command(), isRequired[i] ? operation.outcome() : nothing);
      operations.add(operation);
      effect[i] = known.computeIfAbsent(one, e -> effects.size());
      if (effect[i] == effects.size()) {
        effects.add(one);
      }
      call[i] = history.call(order[i]);
      end[i] = isKnown ? history.end(order[i]) : History.NEVER;
    }
    findTwins();
    findForgotten();
  }

  private static <C, R> int[] inOrderOfCalls(History<C, R> history) {
    int[] order = new int[history.operations().size()];
    int count = 0;
    boolean isInOrder = true;
    for (int i = 0; i < order.length; i++) {
      if (history.operations().get(i).mayHaveHappened()) {
        isInOrder &= count == 0 || history.call(order[count - 1]) < history.call(i);
        order[count++] = i;
      }
    }
    int[] some = Arrays.copyOf(order, count);
    return isInOrder ? some : sorted(some, history::call);
  }

  /** These indexes, those with the least values first; no two have the same. */
  private static int[] sorted(int[] indexes, IntUnaryOperator valueOf) {
    long[] packed = new long[indexes.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (long) valueOf.applyAsInt(indexes[i]) << 32 | indexes[i];
    }
    Arrays.sort(packed);
    int[] sorted = new int[packed.length];
    for (int i = 0; i < packed.length; i++) {
      sorted[i] = (int) packed[i];
    }
    return sorted;
  }

  private void findTwins() {
    int[] latest = new int[effects.size()];
    Arrays.fill(latest, -1);
    for (int i = 0; i < effect.length; i++) {
      int before = latest[effect[i]];
      twin[i] = before >= 0 && end[before] <= end[i] ? before : -1;
      latest[effect[i]] = i;
    }
  }

  private void findForgotten() {
    int[] ends = new int[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (!isRequired[i] && end[i] != History.NEVER) {
        ends[count++] = end[i];
      }
    }
    Arrays.sort(ends, 0, count);
    int ended = 0;
    for (int i = 0; i < size(); i++) {
      while (ended < count && ends[ended] < call[i]) {
        ended++;
      }
      forgottenBefore[i] = ended == 0 ? -1 : ends[ended - 1];
    }
  }

  int size() {
    return effect.length;
  }

  /** The operations with such outcomes as were kept. */
  List<Operation<C, R>> asKept() {
    if (!isForgetful) {
      return operations;
    }
    List<Operation<C, R>> kept = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      Operation<C, R> one = operations.get(i);
      kept.add(new Operation<>(
          one.client(),
          one.number(),
          one.command(),
          effects.get(effect[i]).outcome(),
          one.called(),
          one.returned()));
    }
    return kept;
  }

  private int[] required() {
    int[] required = new int[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (isRequired[i]) {
        required[count++] = i;
      }
    }
    return Arrays.copyOf(required, count);
  }

  /** The required operations, earliest end first. */
  int[] requiredEnds() {
    return sorted(required(), i -> end[i]);
  }

  /** How many required operations at most are called while one of them runs, with that one. */
  int widestWindow() {
    int[] required = required();
    int[] calls = new int[required.length];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = call[required[i]];
    }
    int widest = 0;
    for (int i = 0; i < calls.length; i++) {
      int calledBefore = -1 - Arrays.binarySearch(calls, end[required[i]]);
      widest = Math.max(widest, calledBefore - i);
    }
    return widest;
  }
}
