package dev.understudy.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * When a state was there for certain (Gibbons and Korach, "Testing Shared Memories", 1997): from the
 * moment at which all that could make it had ended, until an operation is called that needs it. If
 * there is but one that can make it, already from the first end of any operation that needs or makes
 * it. No two states are there at once, and no operation that needs or makes another one fits in. That
 * finds most stale reads without a search.
 *
 * <p>If every value that is read was written once only, and nothing is swapped, no more can go wrong:
 * then there is an order.
 */
final class Zones {
  /**
   * A stretch of time. If it ends before it begins the state was there at some moment between.
   *
   * @param from what happens here or before has found or made the state
   * @param to and what happens here or later needs it
   * @param witness an operation that needs it
   */
  private record Zone(int state, int from, int to, int witness) {}

  private static final int NEVER_MADE = -2;
  private static final int FIRST = -1; // the moment at which the initial state is made

  private final Problem<?, ?> problem;
  private final Transitions<?, ?, ?> transitions;
  private final Demand demand;
  private final int[] groups; // of each state where its makers begin
  private final int[] makers; // by state, and then by call
  private final int[] latestEnds; // of each of them the latest end of its group so far
  private final List<Zone> zones = new ArrayList<>(); // rising, none overlaps the next
  private int[] conflict = {};

  Zones(Problem<?, ?> problem, Transitions<?, ?, ?> transitions, Demand demand) {
    this.problem = problem;
    this.transitions = transitions;
    this.demand = demand;
    groups = new int[demand.states() + 1];
    for (int i = 0; i < problem.size(); i++) {
      groups[demand.made(i) + 1]++;
    }
    groups[0] = 0; // those that make nothing
    for (int state = 1; state < groups.length; state++) {
      groups[state] += groups[state - 1];
    }
    makers = new int[groups[groups.length - 1]];
    latestEnds = new int[makers.length];
    int[] free = groups.clone();
    for (int i = 0; i < problem.size(); i++) {
      int state = demand.made(i);
      if (state >= 0) {
        int at = free[state]++;
        makers[at] = i;
        int before = at > groups[state] ? latestEnds[at - 1] : FIRST;
        latestEnds[at] = Math.max(before, problem.end[i]);
      }
    }
    find();
  }

  /** Operations that cannot all be explained; none if no contradiction is seen. */
  int[] conflict() {
    return conflict;
  }

  private void find() {
    List<Zone> all = new ArrayList<>();
    Zone[] single = new Zone[demand.states()];
    for (int i = 0; i < problem.size() && conflict.length == 0; i++) {
      int state = neededBy(i);
      if (state >= 0) {
        int from = latestEndBefore(state, problem.end[i]);
        if (from == NEVER_MADE) {
          conflict = new int[] {i};
        } else if (isMadeOnce(state)) {
          single[state] = longer(single[state], state, i);
        } else if (from < problem.call[i]) {
          all.add(new Zone(state, from, problem.call[i], i));
        }
      }
    }
    List<Zone> moments = new ArrayList<>();
    for (Zone zone : single) {
      if (zone != null) {
        (zone.from() < zone.to() ? all : moments).add(zone);
      }
    }
    all.sort(Comparator.comparingInt(Zone::from));
    for (int i = 0; i < all.size() && conflict.length == 0; i++) {
      join(all.get(i));
    }
    for (Zone zone : moments) {
      // Not all who need it meet, but at some moment between these two it was there.
      lookInto(zone.witness(), zone.to(), zone.from(), zone.state(), zone.state());
    }
    for (int i = 0; i < problem.size(); i++) {
      lookInto(i);
    }
  }

  private int neededBy(int operation) {
    return problem.isRequired[operation] ? demand.needed(operation) : -1;
  }

  private boolean isMadeOnce(int state) {
    int times = groups[state + 1] - groups[state];
    return times + (state == transitions.initial() ? 1 : 0) == 1;
  }

  /** The latest end of what can make a state and was called before a moment. */
  private int latestEndBefore(int state, int moment) {
    int low = groups[state];
    int high = groups[state + 1];
    while (low < high) {
      int middle = low + high >>> 1;
      if (problem.call[makers[middle]] < moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == groups[state]) {
      return state == transitions.initial() ? FIRST : NEVER_MADE;
    }
    return latestEnds[low - 1];
  }

  /** The zone of a state that is made once, with one more operation that needs it. */
  private Zone longer(Zone zone, int state, int operation) {
    int end = problem.end[operation];
    int call = problem.call[operation];
    if (zone == null) {
      boolean isInitial = state == transitions.initial();
      int maker = isInitial ? -1 : makers[groups[state]];
      int made = isInitial ? FIRST : problem.end[maker];
      return new Zone(state, Math.min(made, end), call, operation);
    }
    return new Zone(
        state,
        Math.min(zone.from(), end),
        Math.max(zone.to(), call),
        call > zone.to() ? operation : zone.witness());
  }

  private void join(Zone zone) {
    Zone last = zones.isEmpty() ? null : zones.get(zones.size() - 1);
    if (last == null || last.to() <= zone.from()) {
      zones.add(zone);
    } else if (last.state() != zone.state()) {
      conflict = new int[] {last.witness(), zone.witness()};
    } else if (last.to() < zone.to()) {
      zones.set(zones.size() - 1, new Zone(zone.state(), last.from(), zone.to(), zone.witness()));
    }
  }

  /** Whether a required operation needs or makes another state while one is there for certain. */
  private void lookInto(int operation) {
    if (problem.isRequired[operation]) {
      int effect = problem.effect[operation];
      int needed = demand.needed(operation);
      int made = transitions.isConstant(effect) ? demand.made(operation) : -1;
      int after = needed >= 0 ? transitions.next(needed, effect) : made;
      lookInto(operation, problem.call[operation], problem.end[operation], needed, after);
    }
  }

  private void lookInto(int operation, int from, int to, int one, int other) {
    int at = zoneBefore(from);
    if (conflict.length == 0 && at >= 0 && to < zones.get(at).to()) {
      int state = zones.get(at).state();
      if (one >= 0 && one != state || other >= 0 && other != state) {
        conflict = new int[] {operation, zones.get(at).witness()};
      }
    }
  }

  /** The last zone that begins before a moment, or -1. */
  private int zoneBefore(int moment) {
    int low = 0;
    int high = zones.size();
    while (low < high) {
      int middle = low + high >>> 1;
      if (zones.get(middle).from() < moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Whether there is an order if there is no contradiction. */
  boolean suffice() {
    for (int i = 0; i < problem.size(); i++) {
      int effect = problem.effect[i];
      if (problem.isRequired[i] && !transitions.isConstant(effect)) {
        int needed = demand.needed(i);
        if (needed < 0 || !transitions.isStill(effect) || !isWrittenOnce(needed)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWrittenOnce(int state) {
    boolean isInitial = state == transitions.initial();
    return isMadeOnce(state)
        && (isInitial || transitions.isConstant(problem.effect[makers[groups[state]]]));
  }

  @Override
  public String toString() {
    return zones + ", conflict " + Arrays.toString(conflict);
  }
}
