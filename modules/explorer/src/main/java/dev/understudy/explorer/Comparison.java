package dev.understudy.explorer;

import dev.understudy.cluster.Situation;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SortedMap;

/**
 * Whether a cluster of all nodes comes by the same steps to a state that the search has put together
 * from what each node did alone. It does not where the search took two nodes for the same that only
 * said the same of themselves.
 */
final class Comparison {
  static final String HIDDEN = "state() of a node does not say all that its behaviour depends on;"
      + " search with Pruning.HISTORY";

  /** What counts of a situation: messages have other ids after another past. */
  private record Looks(
      Record state,
      int incarnation,
      boolean isDown,
      boolean isFlushing,
      SortedMap<String, Long> timers,
      List<Buffer> disk) {
    static Looks of(Situation situation) {
      return new Looks(
          situation.state(),
          situation.incarnation(),
          situation.isDown(),
          situation.isFlushing(),
          situation.timers(),
          situation.disk());
    }
  }

  private Comparison() {}

  /**
   * Takes the steps to this state in a fresh cluster of all nodes.
   *
   * @throws IllegalStateException if it gets somewhere else
   */
  static void of(Subject subject, State state) {
    try (Stage whole = new Stage(subject)) {
      state.path().forEach(whole::take);
      for (String name : state.names()) {
        Looks met = Looks.of(state.situation(name));
        Looks found = Looks.of(whole.situation(name));
        if (!met.equals(found)) {
          throw new IllegalStateException("the search has met '" + name + "' with " + met.state()
              + ", and a cluster that takes the same " + state.path().size() + " steps has it with "
              + found.state() + ": " + HIDDEN);
        }
      }
    }
  }
}
