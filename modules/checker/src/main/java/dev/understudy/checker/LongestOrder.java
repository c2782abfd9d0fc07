package dev.understudy.checker;

import java.util.Arrays;
import java.util.List;

/**
 * The longest order that a search has come to. Where it got stuck is most likely what went wrong.
 *
 * @param <C> what is asked
 * @param <R> what an answer says
 */
final class LongestOrder<C, R> {
  private final Problem<C, R> problem;
  private final int[] operations;
  private int depth = -1;
  private int shared; // so much of it is still what the search is at
  private int state;
  private List<Operation<C, R>> stuck = List.of();

  LongestOrder(Problem<C, R> problem) {
    this.problem = problem;
    operations = new int[problem.size()];
  }

  boolean isShorterThan(Placed placed) {
    return placed.depth() > depth;
  }

  /**
   * Keeps an order.
   *
   * @param stuck what had to come next and could not
   */
  void note(Placed placed, int state, List<Operation<C, R>> stuck) {
    depth = placed.depth();
    placed.copy(shared, operations);
    shared = depth;
    this.state = state;
    this.stuck = stuck;
  }

  /** The search has taken back what is beyond a depth. */
  void leave(int depth) {
    shared = Math.min(shared, depth);
  }

  Verdict.NotLinearizable failure(String key, Transitions<?, C, R> transitions) {
    List<Operation<C, R>> order =
        Arrays.stream(operations, 0, depth).mapToObj(problem.operations::get).toList();
    return new Verdict.NotLinearizable(key, order, String.valueOf(transitions.state(state)), stuck);
  }
}
