package dev.understudy.coach;

import dev.understudy.cluster.Cluster;
import dev.understudy.sim.SimulationFailure;
import java.util.Locale;

/** One story of a suite, told in virtual time with several seeds. */
public final class Trial {
  private Trial() {}

  /** What happens in a fresh cluster; throws when a promise is broken. */
  @FunctionalInterface
  public interface Story {
    /** Tells the story. */
    void tell(Cluster cluster);
  }

  /**
   * Tells a story with the seeds from 1 to {@code many}, or with those that this run was asked for.
   *
   * @throws TrialFailure for the first seed with which something is wrong
   */
  public static void withSeeds(int many, Story story) {
    for (long seed : Seeds.chosenOrFirst(many)) {
      withSeed(seed, story);
    }
  }

  private static void withSeed(long seed, Story story) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      try {
        story.tell(cluster);
      } catch (RuntimeException | AssertionError | StackOverflowError wrong) {
        throw new TrialFailure(message(cluster, seed, wrong), seed, cluster.trace(), wrong);
      }
    }
  }

  private static String message(Cluster cluster, long seed, Throwable wrong) {
    if (wrong instanceof SimulationFailure) {
      return wrong.getMessage(); // has seed and time already
    }
    return String.format(
        Locale.ROOT,
        "%s [seed %d, virtual time %.6f s]",
        wrong.getMessage() == null ? wrong.toString() : wrong.getMessage(),
        seed,
        cluster.now().toNanos() / 1e9);
  }
}
