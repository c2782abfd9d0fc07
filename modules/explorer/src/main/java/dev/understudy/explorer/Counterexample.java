package dev.understudy.explorer;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.sim.SimulationFailure;
import java.time.Duration;
import java.util.List;

/**
 * A way to break a promise, with the fewest steps that there are.
 *
 * @param choices the steps, first to last
 * @param broken the promise in words, and what was found
 * @param trace all that happened in a real cluster that took these steps
 */
public record Counterexample(List<Choice> choices, String broken, Trace trace) {
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(1);

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
    Counterexample exact = taken(subject, choices, Duration.ZERO);
    if (exact.broken().isEmpty()) {
      throw new IllegalStateException("the search has broken a promise, and a cluster that takes"
          + " the same steps has not: " + Comparison.HIDDEN);
    }
    return readable(subject, exact);
  }

  /** The same with some time between the steps, for the eye, if that makes no difference. */
  private static Counterexample readable(Subject subject, Counterexample exact) {
    try {
      Counterexample slow = taken(subject, exact.choices(), BETWEEN_STEPS);
      return slow.broken().equals(exact.broken()) ? slow : exact;
    } catch (IllegalStateException otherwise) {
      return exact; // a timer came in between
    }
  }

  private static Counterexample taken(Subject subject, List<Choice> choices, Duration between) {
    try (Stage stage = new Stage(subject)) {
      String broken;
      try {
        for (Choice choice : choices) {
          stage.pause(between);
          stage.take(choice);
        }
        broken = brokenAt(subject, stage);
      } catch (SimulationFailure failure) {
        broken = Parts.words(failure);
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
