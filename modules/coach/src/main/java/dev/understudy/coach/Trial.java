package dev.understudy.coach;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.trace.Recorder.Keep;
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
      tell(seed, story, Keep.EVENTS);
    }
  }

  /**
   * The same for a long story that does not read the trace itself: none is kept, which takes half the
   * time, until a seed has failed. Then the story is told again, and must fail again.
   */
  public static void withManySeeds(int many, Story story) {
    for (long seed : Seeds.chosenOrFirst(many)) {
      try {
        tell(seed, story, Keep.NOTHING);
      } catch (TrialFailure failure) {
        tell(seed, story, Keep.EVENTS);
        throw new TrialFailure(
            "M1 the same seed gives the same run — but this happened once and not again: "
                + failure.getMessage(),
            seed,
            failure.trace(),
            failure);
      }
    }
  }

  private static void tell(long seed, Story story, Keep keep) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.keep(keep);
      try {
        story.tell(cluster);
      } catch (RuntimeException | AssertionError | StackOverflowError wrong) {
        throw new TrialFailure(message(cluster, seed, wrong), seed, cluster.trace(), wrong);
      }
    }
  }

  /** A broken invariant says in its own words what is wrong; an exception does not without its name. */
  private static String message(Cluster cluster, long seed, Throwable wrong) {
    if (wrong instanceof SimulationFailure) { // has seed and time already
      return wrong
          .getMessage()
          .replace("a verticle failed: " + InvariantBroken.class.getName() + ": ", "");
    }
    boolean isInWords = wrong instanceof InvariantBroken || wrong instanceof AssertionError;
    return String.format(
        Locale.ROOT,
        "%s [seed %d, virtual time %.6f s]",
        isInWords && wrong.getMessage() != null ? wrong.getMessage() : wrong.toString(),
        seed,
        cluster.now().toNanos() / 1e9);
  }
}
