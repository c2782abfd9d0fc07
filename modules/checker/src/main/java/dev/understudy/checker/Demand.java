package dev.understudy.checker;

import java.util.Arrays;

/**
 * Which states operations that are not yet placed still need, and which they can still make. A state
 * that is needed, and that nothing can make again, must not be left: no order goes on from there.
 *
 * <p>It helps where values are written once only, as most tests of registers do; of a model that does
 * not say what its commands need and make it knows nothing, and forbids nothing.
 */
final class Demand {
  private final int[] neededBy; // of each effect the state it needs, or -1
  private final int[] makes; // of each effect the state it can make, or -1
  private final int[] needs; // of each state, how many required operations need it
  private final int[] makers; // of each state, how many operations can make it
  private final boolean isTold;
  private final Problem<?, ?> problem;

  <S, C, R> Demand(Problem<C, R> problem, Transitions<S, C, R> transitions) {
    this.problem = problem;
    int count = problem.effects.size();
    neededBy = new int[count];
    makes = new int[count];
    boolean told = true;
    for (int i = 0; i < count; i++) {
      neededBy[i] = transitions.needed(i);
      makes[i] = transitions.made(i);
      told &= makes[i] >= 0 || transitions.isStill(i);
    }
    isTold = told && count > 0;
    int states = isTold ? greatest() + 1 : 0;
    needs = new int[states];
    makers = new int[states];
    for (int i = 0; isTold && i < problem.size(); i++) {
      change(i, 1);
    }
  }

  /** Whether the model says of all that changes states what it can make. */
  boolean isTold() {
    return isTold;
  }

  /** All states that are needed or made have smaller numbers; 0 if nothing is told. */
  int states() {
    return needs.length;
  }

  /** The one state in which an operation is possible, or -1 if nothing is said. */
  int needed(int operation) {
    return neededBy[problem.effect[operation]];
  }

  /** The one state that an operation can make of others, or -1 if nothing is said. */
  int made(int operation) {
    return makes[problem.effect[operation]];
  }

  private int greatest() {
    return Math.max(
        Arrays.stream(neededBy).max().orElse(-1), Arrays.stream(makes).max().orElse(-1));
  }

  private void change(int operation, int by) {
    int needed = neededBy[problem.effect[operation]];
    if (needed >= 0 && problem.isRequired[operation]) {
      needs[needed] += by;
    }
    int made = makes[problem.effect[operation]];
    if (made >= 0) {
      makers[made] += by;
    }
  }

  /** An operation is placed. */
  void place(int operation) {
    if (isTold) {
      change(operation, -1);
    }
  }

  /** It is taken back. */
  void takeBack(int operation) {
    if (isTold) {
      change(operation, 1);
    }
  }

  /** Whether a state must not be left any more. */
  boolean isLast(int state) {
    return state < needs.length && needs[state] > 0 && makers[state] == 0;
  }
}
