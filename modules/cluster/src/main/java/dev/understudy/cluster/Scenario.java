package dev.understudy.cluster;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.sim.SimulationFailure;

/**
 * A story about a cluster, to be told again with any seed.
 *
 * @param name its name on the command line, small letters and hyphens
 * @param moral what it shows, in one sentence
 * @param story what happens
 */
public record Scenario(String name, String moral, Story story) {
  /** What happens in a cluster, and whether the promise that the scenario is about held. */
  @FunctionalInterface
  public interface Story {
    /** Plays the story in a fresh simulated cluster. */
    Verdict play(Cluster cluster);
  }

  /**
   * Whether a promise held, and what was seen.
   *
   * @param holds whether it held
   * @param seen what was seen, in one line with its numbers
   */
  public record Verdict(boolean holds, String seen) {}

  /**
   * One telling.
   *
   * @param verdict how it ended
   * @param trace all that happened
   */
  public record Run(Verdict verdict, Trace trace) {}

  /** Plays this scenario in virtual time; the same seed gives the same run. */
  public Run run(long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      Verdict verdict;
      try {
        verdict = story.play(cluster);
      } catch (InvariantBroken | SimulationFailure broken) {
        verdict = new Verdict(false, broken.getMessage());
      }
      return new Run(verdict, cluster.trace());
    }
  }
}
