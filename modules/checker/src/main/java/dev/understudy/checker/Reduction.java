package dev.understudy.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds an {@link OffendingPart}: first the moment up to which everything must be seen, then how far
 * back one must look from there, then operation by operation. To forget more never makes a history
 * worse, so what once could not be forgotten cannot be forgotten later either, and one pass will do.
 */
final class Reduction<S, C, R> {
  private final History<C, R> history;
  private final Model<S, C, R> model;
  private long stepsLeft;
  private boolean isSmallest = true;

  Reduction(History<C, R> history, Model<S, C, R> model, long mostSteps) {
    this.history = history;
    this.model = model;
    stepsLeft = mostSteps;
  }

  /** Needs a history that is not linearizable. */
  OffendingPart<C, R> run() {
    List<Integer> answered = new ArrayList<>();
    for (int i = 0; i < history.operations().size(); i++) {
      if (history.operations().get(i).outcome().isOk()) {
        answered.add(i);
      }
    }
    answered.sort(Comparator.comparingInt(history::end));
    int end = firstFailure(answered);
    History<C, R> past = history.calledUntil(history.end(answered.get(end)));
    List<Operation<C, R>> kept = new ArrayList<>();
    answered.subList(0, end + 1).forEach(i -> kept.add(history.operations().get(i)));
    return new OffendingPart<>(oneByOne(past, window(past, kept)), isSmallest);
  }

  /** The first answer at which it is too late: one too many, and nothing later helps. */
  private int firstFailure(List<Integer> answered) {
    int low = 0;
    int high = answered.size() - 1;
    while (low < high) {
      int middle = low + high >>> 1;
      List<Operation<C, R>> kept = new ArrayList<>();
      answered.subList(0, middle + 1).forEach(i -> kept.add(history.operations().get(i)));
      if (isImpossible(history.calledUntil(history.end(answered.get(middle))), kept)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  /** The last so many, twice as many each time until they are enough. */
  private List<Operation<C, R>> window(History<C, R> past, List<Operation<C, R>> kept) {
    for (int length = 1; length < kept.size(); length *= 2) {
      List<Operation<C, R>> last = kept.subList(kept.size() - length, kept.size());
      if (isImpossible(past, last)) {
        return last;
      }
    }
    return kept;
  }

  /** Forgets whole stretches while that works, then half as long ones, down to single operations. */
  private List<Operation<C, R>> oneByOne(History<C, R> past, List<Operation<C, R>> kept) {
    List<Operation<C, R>> part = new ArrayList<>(kept);
    for (int length = Integer.highestOneBit(part.size()); length > 0; length /= 2) {
      for (int from = 0; from < part.size(); ) {
        List<Operation<C, R>> rest = new ArrayList<>(part);
        rest.subList(from, Math.min(from + length, part.size())).clear();
        if (isImpossible(past, rest)) {
          part = rest;
        } else {
          from += length;
        }
      }
    }
    return part;
  }

  private boolean isImpossible(History<C, R> past, List<Operation<C, R>> kept) {
    Set<String> ids = new LinkedHashSet<>();
    kept.forEach(operation -> ids.add(operation.id()));
    Problem<C, R> problem = new Problem<>(past, operation -> ids.contains(operation.id()));
    Search<S, C, R> search = new Search<>(problem, model, Math.max(1, stepsLeft));
    Search.End end = search.run();
    stepsLeft -= search.steps();
    isSmallest &= end != Search.End.GIVEN_UP;
    return end == Search.End.NONE;
  }
}
