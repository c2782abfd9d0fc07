package dev.understudy.explorer;

import dev.understudy.explorer.Report.Ending;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Walks through all that can happen in a subject until a promise breaks or the bounds are reached:
 * first all that happens without faults, then with one, and so on, each time breadth first. So a
 * violation that it finds has the fewest faults, and with these the fewest steps; lost messages,
 * crashes and timers count as faults. The same search gives the same report.
 */
public final class Search {
  /** So many states have room in a heap of 1 GiB. */
  private static final int MOST_STATES = 2_000_000;

  private final Subject subject;
  private final Bounds bounds;
  private Pruning pruning = Pruning.STATE;
  private boolean reduces = true;
  private int mostStates = MOST_STATES;
  private int compared;
  private BooleanSupplier stop = () -> false;
  private Consumer<Progress> progress = now -> {};
  private Consumer<? super Moment> watcher = moment -> {};

  /** A search of this subject within its own bounds. */
  public Search(Subject subject) {
    this(subject, subject.bounds());
  }

  /** A search of this subject within other bounds. */
  public Search(Subject subject, Bounds bounds) {
    this.subject = subject;
    this.bounds = bounds;
  }

  /** Which states are gone on from only once; {@link Pruning#STATE} unless told otherwise. */
  public Search pruning(Pruning newPruning) {
    pruning = newPruning;
    return this;
  }

  /** Whether a flush that nobody can notice is taken before all else; true unless told otherwise. */
  public Search reducing(boolean newReduces) {
    reduces = newReduces;
    return this;
  }

  /** Ends when it has met so many states; two million unless told otherwise. */
  public Search mostStates(int newMostStates) {
    mostStates = newMostStates;
    return this;
  }

  /**
   * Takes the steps to one of so many states in one cluster of all nodes, too, and looks whether that
   * comes to the same; 0, which is none, unless told otherwise.
   */
  public Search comparing(int newCompared) {
    compared = newCompared;
    return this;
  }

  /** Ends soon after this is true. */
  public Search stopWhen(BooleanSupplier newStop) {
    stop = newStop;
    return this;
  }

  /** Is told now and then how far the search is. */
  public Search onProgress(Consumer<Progress> newProgress) {
    progress = newProgress;
    return this;
  }

  /**
   * Is told of each state that is met for the first time; with one more fault they are met again.
   */
  public Search onMoment(Consumer<? super Moment> newWatcher) {
    watcher = newWatcher;
    return this;
  }

  /**
   * Searches.
   *
   * @throws IllegalArgumentException if an act is to be done at somebody who is not there
   * @throws IllegalStateException if a broken promise, or a state that is compared, cannot be repeated
   *     in one cluster: then a {@code state()} hides something
   */
  public Report run() {
    try (Stage opened = new Stage(subject);
        Parts moves = new Parts(subject, opened, pruning == Pruning.STATE)) {
      State.Cast cast = new State.Cast(opened.names(), opened.members().size());
      State opening = new State(
          cast,
          moves.openings().toArray(Part[]::new),
          new State.Letter[0],
          State.Used.NOTHING,
          opened.nowNanos(),
          null,
          null);
      Tally tally = new Tally();
      int faults = 0;
      Round round = round(faults, cast, moves, opened, tally);
      round.walk(opening);
      while (faults < bounds.faults() && isClean(round)) {
        tally.add(round);
        faults++;
        round = round(faults, cast, moves, opened, tally);
        round.walk(opening);
      }
      tally.add(round);
      return report(faults, round, tally, moves);
    }
  }

  private Round round(int faults, State.Cast cast, Parts moves, Stage opened, Tally tally) {
    tally.faults = faults;
    Successors successors = new Successors(moves, cast, bounds, faults, opened.script(), reduces);
    return new Round(subject, bounds, successors, tally, mostStates, pruning != Pruning.NONE);
  }

  private static boolean isClean(Round round) {
    return round.ending() == Ending.EVERYTHING || round.ending() == Ending.DEPTH;
  }

  private Report report(int faults, Round round, Tally tally, Parts moves) {
    Optional<Counterexample> counterexample =
        Optional.ofNullable(round.broken()).map(state -> Counterexample.of(subject, state.path()));
    return new Report(
        bounds,
        round.ending(),
        faults,
        round.depth(),
        round.states(),
        tally.states,
        tally.steps,
        moves.executed(),
        counterexample);
  }

  /** Adds up the rounds, and tells how far they are. */
  private final class Tally implements Round.Watcher {
    private long states;
    private long steps;
    private int faults;
    private long met;

    private void add(Round round) {
      states += round.states();
      steps += round.steps();
    }

    @Override
    public boolean isStopped() {
      return stop.getAsBoolean();
    }

    @Override
    public void isAt(Round round, int frontier) {
      progress.accept(new Progress(
          faults, round.depth(), frontier, states + round.states(), steps + round.steps()));
    }

    @Override
    public void meets(State state) {
      if (compared > 0 && met++ % compared == 0) {
        Comparison.of(subject, state);
      }
      watcher.accept(state);
    }
  }
}
