package dev.understudy.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for an order of the operations of one key (Wing and Gong, "Testing and Verifying Concurrent
 * Objects", 1993): whichever operation may come next by time and by the model is placed, and taken
 * back when it leads nowhere. Ways that meet are walked once (Lowe, "Testing for Linearizability",
 * 2017): {@link Seen}.
 *
 * <p>The moments not yet placed are a linked list. What stands before the first end in it may come
 * next: nothing unplaced had returned before it was called.
 *
 * <p>Five rules leave out what cannot help. Each is sound by itself: if a configuration can be
 * completed, it can be so without what the rule leaves out, and not by a longer way.
 *
 * <ol>
 *   <li>A required operation that changes no state, as a read, is placed as soon as it is possible: if
 *       it comes later in some order, it can be moved here. So is in the model's dead end one that
 *       leads there from everywhere. But neither may come before a forgotten one that had ended.
 *   <li>Of operations with one effect the earlier goes first; see {@link Problem#twin}.
 *   <li>An operation whose outcome is unknown is placed only if the next one sees the difference;
 *       otherwise leave it out. And it is tried after the required ones: it may be wanted later.
 *   <li>In the model's dead end it turns back when an end comes up that is impossible there and
 *       nothing before that end leads out.
 *   <li>A state is not left that some required operation still needs and that nothing can make again:
 *       {@link Demand}.
 * </ol>
 */
final class Search<S, C, R> {
  /** What came of a search. */
  enum End {
    FOUND,
    NONE,
    GIVEN_UP
  }

  private static final int HEAD = 0;

  private final Problem<C, R> problem;
  private final Transitions<S, C, R> transitions;
  private final Placed placed;
  private final Demand demand;
  private final Seen seen;
  private final long mostSteps;
  private final int size;

  // A list of moments: operation i is called at 1 + i and has ended at 1 + size + i.
  private final int[] next;
  private final int[] previous;

  private int state;
  private boolean isOptionalTurn; // required operations are tried before the others
  private boolean isTooMany;
  private long steps;
  private long lookedAhead;

  private int[] best; // the longest order so far
  private int bestDepth = -1;
  private int bestShared; // so much of it is still on the stack
  private int bestState;
  private List<Operation<C, R>> bestStuck = List.of();

  Search(Problem<C, R> problem, Model<S, C, R> model, long mostSteps) {
    this.problem = problem;
    this.mostSteps = mostSteps;
    transitions = new Transitions<>(model.narrowedTo(problem.asKept()), problem.effects);
    demand = new Demand(problem, transitions);
    placed = new Placed(problem);
    seen = new Seen(placed.windowWords(), placed.optional().length);
    size = problem.size();
    next = new int[1 + 2 * size];
    previous = new int[1 + 2 * size];
    best = new int[size];
    state = transitions.initial();
    link();
  }

  /** Only what is required has an end that anything must wait for. */
  private void link() {
    int[] ends = problem.requiredEnds();
    int last = HEAD;
    int ended = 0;
    for (int i = 0; i < size; i++) {
      while (ended < ends.length && problem.end[ends[ended]] < problem.call[i]) {
        last = append(last, 1 + size + ends[ended++]);
      }
      last = append(last, 1 + i);
    }
    while (ended < ends.length) {
      last = append(last, 1 + size + ends[ended++]);
    }
    next[last] = HEAD;
    previous[HEAD] = last;
  }

  private int append(int last, int moment) {
    next[last] = moment;
    previous[moment] = last;
    return moment;
  }

  End run() {
    if (isInVain()) {
      return End.NONE;
    }
    int at = next[HEAD];
    boolean isFresh = true; // whether nothing has been tried from here
    while (placed.requiredLeft() > 0) {
      if (steps() > mostSteps || isTooMany) {
        return End.GIVEN_UP;
      }
      if (isFresh) {
        int still = still();
        if (still >= 0) {
          steps++;
          if (place(still, state, true)) {
            at = next[HEAD];
            continue;
          }
        }
        isFresh = false;
        isOptionalTurn = still >= 0 || isHopeless();
        if (isOptionalTurn) {
          at = firstEnd(at);
        }
      }
      if (at > size && !isOptionalTurn) {
        isOptionalTurn = true;
        at = next[HEAD];
      } else if (at > size) {
        noteStuck(at);
        at = takeBack();
        if (at < 0) {
          return End.NONE;
        }
      } else if (problem.isRequired[at - 1] == isOptionalTurn) {
        at = next[at];
      } else {
        steps++;
        isFresh = isPlaced(at - 1);
        at = isFresh ? next[HEAD] : next[at];
      }
    }
    return End.FOUND;
  }

  /** Whether some operation can never come, which then is what went wrong. */
  private boolean isInVain() {
    List<Operation<C, R>> stuck = new ArrayList<>();
    for (int i = 0; i < size && stuck.isEmpty(); i++) {
      if (demand.isInVain(i, state)) {
        stuck.add(problem.operations.get(i));
      }
    }
    bestDepth = stuck.isEmpty() ? bestDepth : 0;
    bestState = state;
    bestStuck = stuck;
    return !stuck.isEmpty();
  }

  /** Tries to place an operation. */
  private boolean isPlaced(int operation) {
    if (!isWorthTrying(operation)) {
      return false;
    }
    int to = transitions.next(state, problem.effect[operation]);
    if (to < 0) {
      isTooMany |= to == Transitions.TOO_MANY;
      return false;
    }
    boolean isIdle = to == state || to == transitions.deadEnd();
    boolean isHelpful = problem.isRequired[operation] || !isIdle && isNoticed(operation, to);
    return isHelpful && place(operation, to, false);
  }

  /** Whether anything that may come next sees that an operation has come; see rule 3. */
  private boolean isNoticed(int operation, int to) {
    for (int at = next[HEAD]; at != HEAD && at <= size; at = next[at]) {
      int other = at - 1;
      int effect = problem.effect[other];
      lookedAhead++;
      if (other == operation || transitions.isConstant(effect)) {
        continue;
      }
      int after = transitions.next(to, effect);
      boolean isIdle = !problem.isRequired[other] && after == to;
      if (after == Transitions.TOO_MANY
          || after != Transitions.IMPOSSIBLE
              && !isIdle
              && after != transitions.next(state, effect)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWorthTrying(int operation) {
    if (placed.isOver(operation)) {
      return false;
    }
    int twin = problem.twin[operation];
    return twin < 0 || placed.contains(twin) || placed.isOver(twin);
  }

  /** A required operation that may come next, changes nothing, and is as good now as later; or -1. */
  private int still() {
    for (int at = next[HEAD]; at <= size; at = next[at]) {
      int operation = at - 1;
      if (problem.isRequired[operation]
          && !placed.makesOver(operation)
          && transitions.isAsGoodNow(state, problem.effect[operation])) {
        return operation;
      }
    }
    return -1;
  }

  private int firstEnd(int at) {
    int end = at;
    while (end <= size) {
      end = next[end];
    }
    return end;
  }

  private boolean isHopeless() {
    if (state != transitions.deadEnd()) {
      return false;
    }
    for (int at = next[HEAD]; at != HEAD; at = next[at]) {
      int operation = (at - 1) % size;
      int to = transitions.next(state, problem.effect[operation]);
      if (at > size && to == Transitions.IMPOSSIBLE) {
        return true;
      }
      if (at <= size && to != Transitions.IMPOSSIBLE && to != state && !placed.isOver(operation)) {
        return false;
      }
    }
    return false;
  }

  /** Places an operation unless that leads to nothing new. */
  private boolean place(int operation, int to, boolean isStill) {
    int last = placed.last();
    if (last >= 0
        && !problem.isRequired[last]
        && transitions.next(placed.stateBefore(), problem.effect[operation]) == to) {
      return false;
    }
    placed.push(operation, state, isStill);
    demand.place(operation);
    if (to != state && demand.isLast(state)
        || !isStill && !seen.isNew(to, placed.first(), placed.required(), placed.optional())) {
      placed.pop();
      demand.takeBack(operation);
      return false;
    }
    state = to;
    remove(1 + operation);
    if (problem.isRequired[operation]) {
      remove(1 + size + operation);
    }
    return true;
  }

  /** Takes back the last operation to which there is another way; -1 if there is none. */
  private int takeBack() {
    boolean wasStill = true;
    int operation = -1;
    while (wasStill) {
      operation = placed.last();
      if (operation < 0) {
        return -1;
      }
      wasStill = placed.isLastStill();
      state = placed.stateBefore();
      placed.pop();
      demand.takeBack(operation);
      if (problem.isRequired[operation]) {
        restore(1 + size + operation);
      }
      restore(1 + operation);
    }
    bestShared = Math.min(bestShared, placed.depth());
    isOptionalTurn = !problem.isRequired[operation];
    return next[1 + operation];
  }

  private void remove(int moment) {
    next[previous[moment]] = next[moment];
    previous[next[moment]] = previous[moment];
  }

  private void restore(int moment) {
    next[previous[moment]] = moment;
    previous[next[moment]] = moment;
  }

  /** Keeps the longest order so far: where it gets stuck is most likely what went wrong. */
  private void noteStuck(int end) {
    if (placed.depth() <= bestDepth) {
      return;
    }
    bestDepth = placed.depth();
    placed.copy(bestShared, best);
    bestShared = bestDepth;
    bestState = state;
    List<Operation<C, R>> stuck = new ArrayList<>();
    for (int at = next[HEAD]; at != end; at = next[at]) {
      if (problem.isRequired[at - 1]) {
        stuck.add(problem.operations.get(at - 1));
      }
    }
    bestStuck = stuck;
  }

  /** Why there is none. */
  Verdict.NotLinearizable failure(String key) {
    List<Operation<C, R>> order =
        Arrays.stream(best, 0, bestDepth).mapToObj(problem.operations::get).toList();
    String reached = String.valueOf(transitions.state(bestState));
    return new Verdict.NotLinearizable(key, order, reached, bestStuck);
  }

  /** The work done: tries, and some comparisons of configurations and looks ahead count as one. */
  long steps() {
    return steps + (seen.compared() >> 4) + (lookedAhead >> 2);
  }

  /** Why it gave up, in words. */
  String whyGivenUp() {
    if (isTooMany) {
      return "after " + Transitions.MOST_STATES + " states";
    }
    return "after " + mostSteps + " steps" + (seen.isFull() ? ", with its memory full" : "");
  }
}
