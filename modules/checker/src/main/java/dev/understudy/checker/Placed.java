package dev.understudy.checker;

import java.util.Arrays;

/** The order that a search is at: a stack of operations, with all that is to be known of it at once. */
final class Placed {
  private final Problem<?, ?> problem;
  private final int[] bits; // of each operation its place in required or in optional
  private final long[] required;
  private final long[] optional;
  private final int windowWords;

  private final int[] operations;
  private final int[] statesBefore;
  private final int[] latestCalls; // the latest call up to here
  private final boolean[] isStill;
  private int depth;
  private int first; // required operation that is not placed, counting these alone
  private int requiredLeft;

  Placed(Problem<?, ?> problem) {
    this.problem = problem;
    int size = problem.size();
    bits = new int[size];
    int others = 0;
    int needed = 0;
    for (int i = 0; i < size; i++) {
      bits[i] = problem.isRequired[i] ? needed++ : others++;
    }
    requiredLeft = needed;
    required = new long[(needed >> 6) + 1];
    optional = new long[others + 63 >> 6];
    windowWords = (problem.widestWindow() >> 6) + 1;
    operations = new int[size];
    statesBefore = new int[size];
    latestCalls = new int[size];
    isStill = new boolean[size];
  }

  void push(int operation, int stateBefore, boolean still) {
    operations[depth] = operation;
    statesBefore[depth] = stateBefore;
    isStill[depth] = still;
    latestCalls[depth] = Math.max(latestCall(), problem.call[operation]);
    depth++;
    int bit = bits[operation];
    if (problem.isRequired[operation]) {
      required[bit >> 6] |= 1L << bit;
      requiredLeft--;
      while ((required[first >> 6] >>> first & 1) != 0) {
        first++;
      }
    } else {
      optional[bit >> 6] |= 1L << bit;
    }
  }

  void pop() {
    depth--;
    int operation = operations[depth];
    int bit = bits[operation];
    if (problem.isRequired[operation]) {
      required[bit >> 6] &= ~(1L << bit);
      requiredLeft++;
      first = Math.min(first, bit);
    } else {
      optional[bit >> 6] &= ~(1L << bit);
    }
  }

  boolean contains(int operation) {
    int bit = bits[operation];
    long[] set = problem.isRequired[operation] ? required : optional;
    return (set[bit >> 6] >>> bit & 1) != 0;
  }

  /** Whether it had ended before something began that is placed; what is required never is. */
  boolean isOver(int operation) {
    return problem.end[operation] < latestCall();
  }

  /** Whether to place it makes others over: forgotten ones that might still have come before it. */
  boolean makesOver(int operation) {
    return problem.forgottenBefore[operation] > latestCall();
  }

  private int latestCall() {
    return depth == 0 ? -1 : latestCalls[depth - 1];
  }

  /** The operation placed last, or -1. */
  int last() {
    return depth == 0 ? -1 : operations[depth - 1];
  }

  int stateBefore() {
    return statesBefore[depth - 1];
  }

  boolean isLastStill() {
    return isStill[depth - 1];
  }

  int depth() {
    return depth;
  }

  int first() {
    return first;
  }

  int requiredLeft() {
    return requiredLeft;
  }

  int windowWords() {
    return windowWords;
  }

  long[] required() {
    return required;
  }

  long[] optional() {
    return optional;
  }

  /** Copies the order from a depth on. */
  void copy(int from, int[] to) {
    System.arraycopy(operations, from, to, from, depth - from);
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(operations, depth));
  }
}
