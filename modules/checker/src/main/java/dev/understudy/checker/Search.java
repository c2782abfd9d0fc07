package dev.understudy.checker;

import dev.understudy.checker.History.Moment;
import dev.understudy.cluster.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of the operations of one key (Wing and Gong, "Testing and Verifying Concurrent
 * Objects", 1993): whichever operation may come next by time and by the model is placed, and taken
 * back when it leads nowhere. Two ways to the same set of placed operations and the same state lead
 * to the same end, so the second is not walked (Lowe, "Testing for Linearizability", 2017).
 *
 * <p>The moments not yet placed are a linked list. What stands before the first return in it may come
 * next: nothing unplaced had returned before it was called.
 */
final class Search<S> {
  private static final class Link {
    final Operation operation;
    final int id;
    Link end; // of a call: its return; null for a return, and for a call whose outcome is unknown
    Link before;
    Link after;

    Link(Operation operation, int id) {
      this.operation = operation;
      this.id = id;
    }
  }

  private record Configuration<S>(BitSet placed, S state) {}

  private record Placed<S>(Link call, S stateBefore) {}

  private final String key;
  private final Model<S> model;
  private final long mostSteps;
  private final Link head = new Link(null, -1);
  private final Set<Configuration<S>> seen = new LinkedHashSet<>();
  private final Deque<Placed<S>> stack = new ArrayDeque<>();
  private final BitSet placed = new BitSet();
  private S state;
  private int returns;
  private long steps;

  private int deepest = -1;
  private Verdict.NotLinearizable failure;

  Search(String key, History history, Model<S> model, long mostSteps) {
    this.key = key;
    this.model = model;
    this.mostSteps = mostSteps;
    state = model.initial();
    link(history);
  }

  /** An unknown outcome has no return: its operation may come after all the others, or never. */
  private void link(History history) {
    Map<String, Link> calls = new LinkedHashMap<>();
    Link last = head;
    for (Moment moment : history.moments()) {
      Operation operation = moment.operation();
      boolean isKnown = operation.outcome() instanceof Outcome.Ok<String>;
      // A read of which nothing is known changed nothing and explains nothing.
      boolean matters =
          isKnown || operation.mayHaveHappened() && !operation.command().isReadOnly();
      if (!matters || !moment.isCall() && !isKnown) {
        continue;
      }
      Link link = new Link(operation, calls.size());
      if (moment.isCall()) {
        calls.put(operation.id(), link);
      } else {
        calls.get(operation.id()).end = link;
        returns++;
      }
      last.after = link;
      link.before = last;
      last = link;
    }
  }

  Verdict run() {
    Link at = head.after;
    while (returns > 0) {
      if (isCall(at)) {
        if (++steps > mostSteps) {
          return new Verdict.Unknown("key " + key + " was given up after " + mostSteps + " steps");
        }
        at = place(at) ? head.after : at.after;
      } else {
        noteFailure(at);
        if (stack.isEmpty()) {
          return failure;
        }
        at = takeBack().after;
      }
    }
    return new Verdict.Linearizable();
  }

  /** True if the operation can come next and that leads to somewhere new. */
  private boolean place(Link call) {
    Operation operation = call.operation;
    Optional<S> next = model.step(state, operation.command(), operation.outcome());
    if (next.isEmpty()) {
      return false;
    }
    placed.set(call.id);
    if (!seen.add(new Configuration<>((BitSet) placed.clone(), next.get()))) {
      placed.clear(call.id);
      return false;
    }
    stack.push(new Placed<>(call, state));
    state = next.get();
    remove(call);
    if (call.end != null) {
      remove(call.end);
      returns--;
    }
    return true;
  }

  private Link takeBack() {
    Placed<S> last = stack.pop();
    Link call = last.call();
    state = last.stateBefore();
    placed.clear(call.id);
    if (call.end != null) {
      restore(call.end);
      returns++;
    }
    restore(call);
    return call;
  }

  /** Keeps the longest order so far: where it gets stuck is most likely what went wrong. */
  private void noteFailure(Link overdue) {
    if (stack.size() <= deepest) {
      return;
    }
    deepest = stack.size();
    List<Operation> order = new ArrayList<>();
    stack.descendingIterator().forEachRemaining(one -> order.add(one.call().operation));
    List<Operation> stuck = new ArrayList<>();
    for (Link call = head.after; call != overdue; call = call.after) {
      stuck.add(call.operation);
    }
    failure = new Verdict.NotLinearizable(key, order, String.valueOf(state), stuck);
  }

  private static boolean isCall(Link link) {
    return link.end != null || !(link.operation.outcome() instanceof Outcome.Ok<String>);
  }

  private static void remove(Link link) {
    link.before.after = link.after;
    if (link.after != null) {
      link.after.before = link.before;
    }
  }

  private static void restore(Link link) {
    link.before.after = link;
    if (link.after != null) {
      link.after.before = link;
    }
  }
}
