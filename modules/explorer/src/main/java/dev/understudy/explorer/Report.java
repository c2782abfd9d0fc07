package dev.understudy.explorer;

import java.util.Optional;

/**
 * What came of a search.
 *
 * @param bounds how far it was to go
 * @param ending why it went no further
 * @param faults with how many faults, timers among them, it was searching in the end
 * @param depth how many steps of every path with so many faults were taken
 * @param states how many different states are reached with so many faults, as far as it went
 * @param met how many states it met with fewer faults and with so many, the same ones again counted
 * @param steps how many steps it took in all, those to known states too
 * @param executed how many steps of a node were executed for that
 * @param counterexample a broken promise, if one was found
 */
public record Report(
    Bounds bounds,
    Ending ending,
    int faults,
    int depth,
    int states,
    long met,
    long steps,
    long executed,
    Optional<Counterexample> counterexample) {

  /** Why a search ended. */
  public enum Ending {
    /** Nothing is left: longer paths lead to no further state. */
    EVERYTHING,
    /** Every path of the greatest depth was followed, and longer ones were not. */
    DEPTH,
    /** A promise broke. */
    BROKEN,
    /** It was asked to stop. */
    STOPPED,
    /** There are more states than there is room for. */
    FULL
  }

  /** What was shown, and no more than that, in words. */
  public String claim() {
    return switch (ending) {
      case EVERYTHING -> "no promise breaks in any state within the bounds";
      case DEPTH -> "no promise breaks within " + depth + " steps; longer paths were not followed";
      case BROKEN -> counterexample.orElseThrow().broken();
      case STOPPED -> "stopped: " + soFar();
      case FULL -> "no room for more states: " + soFar();
    };
  }

  private String soFar() {
    String now = "no promise breaks within " + depth + " steps";
    return faults == 0
        ? now + " without faults"
        : now + " with " + faults + " faults, timers among them, nor within the bounds with fewer";
  }
}
