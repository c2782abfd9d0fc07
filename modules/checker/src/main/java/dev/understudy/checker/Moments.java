package dev.understudy.checker;

/**
 * The begins and ends that are not yet placed, earliest first: a linked list, from which an operation
 * is taken and into which it is put back at once. Only what is required has an end that anything must
 * wait for.
 *
 * <p>A moment is a number: operation i is called at 1 + i, and has ended at 1 + size + i.
 */
final class Moments {
  /** Stands after the last moment. */
  static final int NONE = 0;

  private final Problem<?, ?> problem;
  private final int size;
  private final int[] next;
  private final int[] previous;

  Moments(Problem<?, ?> problem) {
    this.problem = problem;
    size = problem.size();
    next = new int[1 + 2 * size];
    previous = new int[1 + 2 * size];
    int[] ends = problem.requiredEnds();
    int last = NONE;
    int ended = 0;
    for (int i = 0; i < size; i++) {
      while (ended < ends.length && problem.end[ends[ended]] < problem.call[i]) {
        last = append(last, 1 + size + ends[ended++]);
      }
      last = append(last, callOf(i));
    }
    while (ended < ends.length) {
      last = append(last, 1 + size + ends[ended++]);
    }
    next[last] = NONE;
    previous[NONE] = last;
  }

  private int append(int last, int moment) {
    next[last] = moment;
    previous[moment] = last;
    return moment;
  }

  int first() {
    return next[NONE];
  }

  int after(int moment) {
    return next[moment];
  }

  int callOf(int operation) {
    return 1 + operation;
  }

  boolean isEnd(int moment) {
    return moment > size;
  }

  /** Whose begin or end it is. */
  int operationOf(int moment) {
    return moment > size ? moment - 1 - size : moment - 1;
  }

  /** The first end from a moment on. */
  int endFrom(int moment) {
    int end = moment;
    while (end <= size) {
      end = next[end];
    }
    return end;
  }

  /** Takes an operation out. */
  void take(int operation) {
    remove(1 + operation);
    if (problem.isRequired[operation]) {
      remove(1 + size + operation);
    }
  }

  /** Puts back the operation that was taken last. */
  void putBack(int operation) {
    if (problem.isRequired[operation]) {
      restore(1 + size + operation);
    }
    restore(1 + operation);
  }

  private void remove(int moment) {
    next[previous[moment]] = next[moment];
    previous[next[moment]] = previous[moment];
  }

  private void restore(int moment) {
    next[previous[moment]] = moment;
    previous[next[moment]] = moment;
  }
}
