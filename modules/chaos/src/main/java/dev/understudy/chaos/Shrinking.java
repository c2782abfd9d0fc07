package dev.understudy.chaos;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.Recorder.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a schedule that breaks an invariant as small as it can, so that it still breaks the same one:
 * fewer and simpler steps, fewer nodes, less that stays broken, shorter times. In another schedule
 * chance falls otherwise too; so where nothing helps any more, a few other worlds are tried.
 */
public final class Shrinking {
  /**
   * What came of it.
   *
   * @param schedule the smallest schedule that was found; it names the seed that it needs
   * @param violation what it breaks
   * @param tries how many runs were looked at, one that came up again being counted and not repeated
   */
  public record Shrunk(Schedule schedule, Violation violation, int tries) {}

  private static final int OTHER_WORLDS = 4;
  private static final Duration AFTER_THE_LAST_STEP = Duration.ofMillis(1);

  private final Subject subject;
  private final int mostTries;
  private final Set<Schedule> withstood = new LinkedHashSet<>(); // tried, and did not fail
  private Schedule smallest;
  private Violation violation;
  private int tries;

  private Shrinking(Subject subject, Schedule failing, Violation violation, int mostTries) {
    this.subject = subject;
    this.smallest = failing;
    this.violation = violation;
    this.mostTries = mostTries;
  }

  /**
   * The smallest version of a failing run, within so many runs; the run itself if none is smaller.
   *
   * @throws IllegalArgumentException if the run did not fail
   */
  public static Shrunk of(Subject subject, ChaosRun.Result failed, int mostTries) {
    Violation broken = failed
        .violation()
        .orElseThrow(() -> new IllegalArgumentException(
            "seed " + failed.schedule().seed() + " broke no promise: nothing to shrink"));
    Shrinking shrinking = new Shrinking(subject, failed.schedule(), broken, mostTries);
    shrinking.shrink();
    return new Shrunk(shrinking.smallest, shrinking.violation, shrinking.tries);
  }

  private void shrink() {
    boolean isSmaller = true;
    while (isSmaller && tries < mostTries) {
      Schedule before = smallest;
      shrinkSteps();
      shrinkNodes();
      shrinkForGood();
      shrinkTimes();
      isSmaller = !smallest.equals(before) || isSmallerElsewhere();
    }
  }

  private void shrinkSteps() {
    Shrinker<Step> shrinker = new Shrinker<>(
        step -> Simpler.steps(subject, step),
        steps -> stillFails(smallest.withSteps(steps)),
        mostTries - tries);
    shrinker.shrink(smallest.steps());
  }

  private void shrinkNodes() {
    for (String node : List.copyOf(smallest.nodes())) {
      if (smallest.nodes().size() > 1
          && smallest.forGood().size() * 2 < smallest.nodes().size() - 1) {
        stillFails(Fewer.without(node, smallest));
      }
    }
  }

  private void shrinkForGood() {
    for (Fault fault : List.copyOf(smallest.forGood())) {
      List<Fault> less = new ArrayList<>(smallest.forGood());
      less.remove(fault);
      stillFails(smallest.withForGood(less));
    }
  }

  private void shrinkTimes() {
    Duration end = end(smallest.steps()).plus(AFTER_THE_LAST_STEP);
    if (end.compareTo(smallest.length()) < 0) {
      stillFails(smallest.withLength(end));
    }
    stillFails(smallest.withLength(Simpler.shorter(smallest.length())));
    for (int i = 0; i < smallest.steps().size(); i++) {
      Duration before = i == 0 ? Duration.ZERO : smallest.steps().get(i - 1).at();
      Duration gap = smallest.steps().get(i).at().minus(before);
      if (gap.compareTo(AFTER_THE_LAST_STEP) > 0) {
        stillFails(earlier(i, gap.minus(Simpler.shorter(gap))));
      }
    }
  }

  private static Duration end(List<Step> steps) {
    return steps.isEmpty() ? Duration.ZERO : steps.get(steps.size() - 1).at();
  }

  /** The same with all steps from this one on so much earlier. */
  private Schedule earlier(int first, Duration by) {
    List<Step> steps = new ArrayList<>(smallest.steps());
    for (int i = first; i < steps.size(); i++) {
      steps.set(i, steps.get(i).at(steps.get(i).at().minus(by)));
    }
    return smallest.withSteps(steps).withLength(smallest.length().minus(by));
  }

  /** Where one step less does not fail in this world, it may in another. */
  private boolean isSmallerElsewhere() {
    for (int i = 0; i < smallest.steps().size(); i++) {
      List<Step> less = new ArrayList<>(smallest.steps());
      less.remove(i);
      for (int other = 1; other <= OTHER_WORLDS; other++) {
        if (stillFails(smallest.withSteps(less).withSeed(smallest.seed() + other))) {
          return true;
        }
      }
    }
    return false;
  }

  /** If it does, it is the smallest so far. */
  private boolean stillFails(Schedule candidate) {
    boolean isFair = subject.budget().covers(candidate);
    if (tries >= mostTries || candidate.equals(smallest) || !isFair) {
      return false;
    }
    tries++;
    if (withstood.contains(candidate)) {
      return false; // each round ends by trying what the last one has tried
    }
    ChaosRun.Result result = ChaosRun.of(subject, candidate, Keep.NOTHING);
    if (result.violation().filter(violation::isLike).isEmpty()) {
      withstood.add(candidate);
      return false;
    }
    smallest = candidate;
    violation = result.violation().get();
    return true;
  }
}
