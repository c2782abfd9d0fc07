package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The operations of one key in numbers, for a {@link Search}. They are counted in the order of their
 * calls; failed ones are left out. A required operation must have a place in the order, since its
 * answer is known; any other may have one.
 */
final class Problem<C, R> {
  /** A command with its outcome: operations that agree in both are alike to a model. */
  record Effect<C, R>(C command, Outcome<R> outcome) {}

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
    IntStream mattering = IntStream.range(0, history.operations().size())
        .filter(i -> history.operations().get(i).mayHaveHappened());
    int[] order = mattering.toArray();
    for (int i = 1; i < order.length; i++) {
      if (history.call(order[i - 1]) > history.call(order[i])) {
        return Arrays.stream(order)
            .boxed()
            .sorted(Comparator.comparingInt(history::call))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return order;
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
    int[] ends = IntStream.range(0, size())
        .filter(i -> !isRequired[i] && end[i] != History.NEVER)
        .map(i -> end[i])
        .sorted()
        .toArray();
    int ended = 0;
    for (int i = 0; i < size(); i++) {
      while (ended < ends.length && ends[ended] < call[i]) {
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
    List<Operation<C, R>> kept = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      Operation<C, R> one = operations.get(i);
      kept.add(
          isRequired[i] == one.outcome().isOk()
              ? one
              : new Operation<>(
                  one.client(),
                  one.number(),
                  one.command(),
                  effects.get(effect[i]).outcome(),
                  one.called(),
                  one.returned()));
    }
    return kept;
  }

  /** The required operations, earliest end first. */
  int[] requiredEnds() {
    return IntStream.range(0, size())
        .filter(i -> isRequired[i])
        .mapToLong(i -> (long) end[i] << 32 | i)
        .sorted()
        .mapToInt(packed -> (int) packed)
        .toArray();
  }

  /** How many required operations at most are called while one of them runs, with that one. */
  int widestWindow() {
    int[] calls =
        IntStream.range(0, size()).filter(i -> isRequired[i]).map(i -> call[i]).toArray();
    int widest = 0;
    int index = 0;
    for (int i = 0; i < size(); i++) {
      if (isRequired[i]) {
        int calledBefore = -1 - Arrays.binarySearch(calls, end[i]);
        widest = Math.max(widest, calledBefore - index++);
      }
    }
    return widest;
  }
}
