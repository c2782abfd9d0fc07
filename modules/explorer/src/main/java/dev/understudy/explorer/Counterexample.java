package dev.understudy.explorer;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.sim.SimulationFailure;
import java.util.List;

/**
 * A way to break a promise, with the fewest steps that there are.
 *
 * @param choices the steps, first to last
 * @param broken the promise in words, and what was found
 * @param trace all that happened in a real cluster that took these steps
 */
public record Counterexample(List<Choice> choices, String broken, Trace trace) {
  public Counterexample {
    choices = List.copyOf(choices);
  }

  /** The steps in words, one a line, counted from 1. */
  public String words() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < choices.size(); i++) {
      words.append("%3d  %s%n".formatted(i + 1, choices.get(i).words()));
    }
    return words.toString();
  }

  /**
   * Takes these steps in a fresh cluster of all nodes.
   *
   * @throws IllegalStateException if nothing breaks there
   */
  static Counterexample of(Subject subject, List<Choice> choices) {
    try (Stage stage = new Stage(subject)) {
      String broken = "";
      try {
        for (Choice choice : choices) {
          stage.take(choice);
        }
        broken = brokenAt(subject, stage);
      } catch (SimulationFailure failure) {
        broken = Parts.words(failure);
      }
      if (broken.isEmpty()) {
        throw new IllegalStateException("the search has broken a promise, and a cluster that takes"
            + " the same steps has not: state() of a node does not say all that its behaviour"
            + " depends on; search with Pruning.HISTORY");
      }
      return new Counterexample(choices, broken, stage.trace());
    }
  }

  static String brokenAt(Subject subject, Moment moment) {
    for (Always always : subject.always()) {
      String broken = always.brokenAt(moment);
      if (!broken.isEmpty()) {
        return broken;
      }
    }
    return "";
  }
}
