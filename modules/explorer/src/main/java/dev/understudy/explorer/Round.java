package dev.understudy.explorer;

import dev.understudy.explorer.Report.Ending;
import java.util.ArrayList;
import java.util.List;

/** One walk, breadth first, through all states that are reached with so many faults at most. */
final class Round {
  /** What is asked of the search while it goes on. */
  interface Watcher {
    /** Whether it shall end; asked now and then. */
    boolean isStopped();

    /** How far it is; told now and then. */
    void isAt(Round round, int frontier);

    /** A state is met for the first time. */
    void meets(State state);
  }

  private static final int STEPS_BETWEEN_LOOKS = 512;

  private final Subject subject;
  private final Bounds bounds;
  private final Successors successors;
  private final Watcher watcher;
  private final int mostStates;
  private final Seen seen; // null if every path is walked
  private final Seen judged = new Seen(); // nodes alone: a promise knows nothing of messages
  private List<State> next = new ArrayList<>();
  private int states;
  private long steps;
  private int depth;
  private State broken;
  private boolean isStopped;

  Round(
      Subject subject,
      Bounds bounds,
      Successors successors,
      Watcher watcher,
      int mostStates,
      boolean prunes) {
    this.subject = subject;
    this.bounds = bounds;
    this.successors = successors;
    this.watcher = watcher;
    this.mostStates = mostStates;
    seen = prunes ? new Seen() : null;
  }

  /** Walks from this state until nothing is left, or something says stop. */
  void walk(State opening) {
    meet(opening, "");
    while (broken == null && !isStopped && depth < bounds.depth() && !next.isEmpty()) {
      List<State> frontier = next;
      next = new ArrayList<>();
      for (int i = 0; i < frontier.size() && broken == null && !isStopped; i++) {
        State state = frontier.set(i, null); // who is gone on from need not be kept for that
        int left = frontier.size() - i - 1;
        successors.each(state, (after, words) -> take(after, words, left));
      }
      depth += isStopped ? 0 : 1;
    }
    watcher.isAt(this, next.size());
  }

  private void take(State state, String words, int left) {
    if (broken != null || isStopped) {
      return;
    }
    if (++steps % STEPS_BETWEEN_LOOKS == 0) {
      isStopped = watcher.isStopped();
      watcher.isAt(this, left + next.size());
    }
    meet(state, words);
    isStopped = isStopped || states >= mostStates;
  }

  private void meet(State state, String words) {
    if (!words.isEmpty()) {
      broken = state;
    } else if (seen == null || seen.add(state.hash(1), state.hash(2))) {
      states++;
      watcher.meets(state);
      next.add(state);
      if (judged.add(state.hashOfParts(1), state.hashOfParts(2))
          && !Counterexample.brokenAt(subject, state).isEmpty()) {
        broken = state;
      }
    }
  }

  int states() {
    return states;
  }

  long steps() {
    return steps;
  }

  /** So many steps of every path were taken. */
  int depth() {
    return depth;
  }

  /** The state in which a promise is broken, or null. */
  State broken() {
    return broken;
  }

  Ending ending() {
    if (broken != null) {
      return Ending.BROKEN;
    } else if (isStopped) {
      return states >= mostStates ? Ending.FULL : Ending.STOPPED;
    }
    return next.isEmpty() ? Ending.EVERYTHING : Ending.DEPTH;
  }
}
