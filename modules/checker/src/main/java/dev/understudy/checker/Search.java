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
 * <p>What stands before the first end among the {@link Moments} not yet placed may come next: nothing
 * unplaced had returned before it was called.
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
 *
 * <p>Where outcomes are unknown it looks hastily first, with a part of its steps: of those operations no
 * two come next to each other, and only if a required one wants it so. That finds most orders that
 * there are, and if it finds none nothing is concluded.
 */
final class Search<S, C, R> {
  /** What came of a search. */
  enum End {
    FOUND,
    NONE,
    GIVEN_UP
  }

  private static final int HASTY_SHARE = 4; // of all steps, one in so many

  private final Problem<C, R> problem;
  private final Transitions<S, C, R> transitions;
  private final Placed placed;
  private final Demand demand;
  private final Seen seen;
  private final long mostSteps;
  private final boolean isHasty;
  private final Moments moments;
  private final LongestOrder<C, R> longest;

  private int state;
  private boolean isOptionalTurn; // required operations are tried before the others
  private boolean isTooMany;
  private boolean isKnownToExist;
  private long steps;
  private long lookedAhead;

  Search(Problem<C, R> problem, Model<S, C, R> model, long mostSteps) {
    this(
        problem,
        new Transitions<>(model.narrowedTo(problem.asKept()), problem.effects),
        mostSteps,
        false);
  }

  private Search(
      Problem<C, R> problem, Transitions<S, C, R> transitions, long mostSteps, boolean isHasty) {
    this.problem = problem;
    this.transitions = transitions;
    this.mostSteps = mostSteps;
    this.isHasty = isHasty;
    demand = new Demand(problem, transitions);
    placed = new Placed(problem);
    seen = new Seen(placed.windowWords(), placed.optional().length);
    moments = new Moments(problem);
    longest = new LongestOrder<>(problem);
    state = transitions.initial();
  }

  End run() {
    if (isContradicted()) {
      return End.NONE;
    }
    return isKnownToExist || isFoundHastily() ? End.FOUND : look();
  }

  private boolean isFoundHastily() {
    if (placed.requiredLeft() == problem.size()) {
      return false;
    }
    Search<S, C, R> hasty = new Search<>(problem, transitions, mostSteps / HASTY_SHARE, true);
    End end = hasty.look();
    steps += hasty.steps();
    return end == End.FOUND;
  }

  private End look() {
    int at = moments.first();
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
            at = moments.first();
            continue;
          }
        }
        isFresh = false;
        isOptionalTurn = still >= 0 || isHopeless();
        if (isOptionalTurn) {
          at = moments.endFrom(at);
        }
      }
      if (moments.isEnd(at) && !isOptionalTurn) {
        isOptionalTurn = true;
        at = moments.first();
      } else if (moments.isEnd(at)) {
        noteStuck(at);
        at = takeBack();
        if (at < 0) {
          return End.NONE;
        }
      } else if (problem.isRequired[moments.operationOf(at)] == isOptionalTurn) {
        at = moments.after(at);
      } else {
        steps++;
        isFresh = isPlaced(moments.operationOf(at));
        at = isFresh ? moments.first() : moments.after(at);
      }
    }
    return End.FOUND;
  }

  /** Whether {@link Zones} show that there is no order; or else they may show that there is one. */
  private boolean isContradicted() {
    if (!demand.isTold() || problem.size() > mostSteps) {
      return false;
    }
    steps += problem.size();
    Zones zones = new Zones(problem, transitions, demand);
    int[] conflict = zones.conflict();
    isKnownToExist = conflict.length == 0 && zones.suffice();
    if (conflict.length > 0) {
      longest.note(
          placed,
          state,
          Arrays.stream(conflict).mapToObj(problem.operations::get).toList());
    }
    return conflict.length > 0;
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
    for (int at = moments.first();
        at != Moments.NONE && !moments.isEnd(at);
        at = moments.after(at)) {
      int other = moments.operationOf(at);
      int effect = problem.effect[other];
      lookedAhead++;
      boolean isIgnored = isHasty && !problem.isRequired[other];
      if (isIgnored || other == operation || transitions.isConstant(effect)) {
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

  /** Whether its outcome is not known; false if there is none. */
  private boolean isOptional(int operation) {
    return operation >= 0 && !problem.isRequired[operation];
  }

  private boolean isWorthTrying(int operation) {
    boolean isTooHasty = isHasty && !problem.isRequired[operation] && isOptional(placed.last());
    if (isTooHasty || placed.isOver(operation)) {
      return false;
    }
    int twin = problem.twin[operation];
    return twin < 0 || placed.contains(twin) || placed.isOver(twin);
  }

  /** A required operation that may come next, changes nothing, and is as good now as later; or -1. */
  private int still() {
    for (int at = moments.first(); !moments.isEnd(at); at = moments.after(at)) {
      int operation = moments.operationOf(at);
      if (problem.isRequired[operation]
          && !placed.makesOver(operation)
          && transitions.isAsGoodNow(state, problem.effect[operation])) {
        return operation;
      }
    }
    return -1;
  }

  private boolean isHopeless() {
    if (state != transitions.deadEnd()) {
      return false;
    }
    for (int at = moments.first(); at != Moments.NONE; at = moments.after(at)) {
      int operation = moments.operationOf(at);
      int to = transitions.next(state, problem.effect[operation]);
      if (moments.isEnd(at) && to == Transitions.IMPOSSIBLE) {
        return true;
      }
      if (!moments.isEnd(at)
          && to != Transitions.IMPOSSIBLE
          && to != state
          && !placed.isOver(operation)) {
        return false;
      }
    }
    return false;
  }

  /** Places an operation unless that leads to nothing new. */
  private boolean place(int operation, int to, boolean isStill) {
    if (isOptional(placed.last())
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
    moments.take(operation);
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
      moments.putBack(operation);
    }
    longest.leave(placed.depth());
    isOptionalTurn = !problem.isRequired[operation];
    return moments.after(moments.callOf(operation));
  }

  private void noteStuck(int end) {
    if (!longest.isShorterThan(placed)) {
      return;
    }
    List<Operation<C, R>> stuck = new ArrayList<>();
    for (int at = moments.first(); at != end; at = moments.after(at)) {
      if (problem.isRequired[moments.operationOf(at)]) {
        stuck.add(problem.operations.get(moments.operationOf(at)));
      }
    }
    longest.note(placed, state, stuck);
  }

  /** Why there is none. */
  Verdict.NotLinearizable failure(String key) {
    return longest.failure(key, transitions);
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
