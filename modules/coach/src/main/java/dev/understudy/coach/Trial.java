package dev.understudy.coach;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Failure;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.sim.SimulationFailure;
import java.time.Duration;
import java.util.Locale;

/** One story of a suite, told in virtual time with several seeds. */
public final class Trial {
  /** So often is a run tried to be made smaller: who saves a file waits for it. */
  private static final int MOST_TRIES = 200;

  /** More would make a picture in which nobody looks for what went wrong. */
  private static final int MOST_DRAWN = 120;

  private static final String NOT_AGAIN =
      "M1 the same seed gives the same run — but this happened once and not again: ";

  private Trial() {}

  /** What happens in a fresh cluster; throws when a promise is broken. */
  @FunctionalInterface
  public interface Story {
    /** Tells the story. */
    void tell(Cluster cluster);
  }

  /** What happens to one disk, without any cluster; throws when a promise is broken. */
  @FunctionalInterface
  public interface DiskStory {
    /** Tells the story. */
    void tell(TracedDisk disk);
  }

  /** A story that happens to a disk in many places, such as each of its bits. */
  @FunctionalInterface
  public interface StoryOfPlaces {
    /** Tells the story of this place, the first being 0; returns whether there may be one more. */
    boolean tell(TracedDisk disk, int place);
  }

  /**
   * Tells a story with the seeds from 1 to {@code many}, or with those that this run was asked for.
   *
   * @throws TrialFailure for the first seed with which something is wrong
   */
  public static void withSeeds(int many, Story story) {
    for (long seed : Seeds.chosenOrFirst(many)) {
      tell(seed, story);
    }
  }

  /**
   * Puts a subject under chaos with the seeds from 1 to {@code many}, or with those that this run was
   * asked for. What breaks a promise is shrunk: the failure tells, and its trace shows, the smallest
   * schedule that was found to break it too. What the subject hopes to see is not judged: for that
   * there is {@link dev.understudy.chaos.Batch}.
   *
   * @throws TrialFailure for the first seed with which a promise is broken
   */
  public static void underChaos(int many, Subject subject) {
    for (long seed : Seeds.chosenOrFirst(many)) {
      Result result = ChaosRun.of(subject, Swarm.draw(subject, seed), Keep.NOTHING);
      if (result.violation().isPresent()) {
        throw shrunk(subject, result);
      }
    }
  }

  private static TrialFailure shrunk(Subject subject, Result failed) {
    Failure failure = Failure.of(subject, failed, MOST_TRIES);
    Result again = failure.again();
    String text = failure.report().text();
    boolean isTheSame = again.violation().filter(failure.violation()::equals).isPresent();
    return new TrialFailure(
        isTheSame ? text : NOT_AGAIN + text,
        failed.schedule().seed(),
        again.trace(),
        failure.drawn(again).atMost(MOST_DRAWN),
        again.thrown().or(failed::thrown).orElseThrow());
  }

  /**
   * Tells the story of a disk with the seeds from 1 to {@code many}, or with those that this run was
   * asked for, on a fresh disk each time.
   *
   * @throws TrialFailure for the first seed with which something is wrong
   */
  public static void onDisks(int many, DiskStory story) {
    onDisksEverywhere(many, (disk, place) -> {
      if (place == 0) {
        story.tell(disk);
      }
      return place == 0;
    });
  }

  /**
   * The same for every place there is, on a fresh disk each time.
   *
   * @throws TrialFailure for the first seed and place with which something is wrong
   */
  public static void onDisksEverywhere(int many, StoryOfPlaces story) {
    for (long seed : Seeds.chosenOrFirst(many)) {
      int place = 0;
      while (tell(seed, story, place)) {
        place++;
      }
    }
  }

  private static boolean tell(long seed, StoryOfPlaces story, int place) {
    TracedDisk disk = new TracedDisk(seed);
    try {
      return story.tell(disk, place);
    } catch (RuntimeException | AssertionError | StackOverflowError wrong) {
      throw failure(disk.now(), seed, disk.trace(), wrong);
    }
  }

  private static void tell(long seed, Story story) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      try {
        story.tell(cluster);
      } catch (RuntimeException | AssertionError | StackOverflowError wrong) {
        throw failure(cluster.now(), seed, cluster.trace(), wrong);
      }
    }
  }

  private static TrialFailure failure(Duration now, long seed, Trace trace, Throwable wrong) {
    return new TrialFailure(message(now, seed, wrong), seed, trace, Failures.end(trace), wrong);
  }

  /** A broken invariant says in its own words what is wrong; an exception does not without its name. */
  private static String message(Duration now, long seed, Throwable wrong) {
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
        now.toNanos() / 1e9);
  }
}
