package dev.understudy.chaos;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All that is going to happen in one run, as data. Together with the code of its subject it decides
 * the run.
 *
 * @param subject the name of the {@link Subject}
 * @param seed the seed of the world, which decides all that is not said here
 * @param nodes the names of the members
 * @param length how long things break, before all is healed
 * @param forGood what stays broken afterwards: crashes, pauses and isolations of a minority
 * @param steps what happens meanwhile, earliest first
 */
public record Schedule(
    String subject,
    long seed,
    List<String> nodes,
    Duration length,
    List<Fault> forGood,
    List<Step> steps) {

  /** So long at most do things break. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** The order of steps; what is to happen at one moment happens in the order given. */
  public static final Comparator<Step> BY_TIME = Comparator.comparing(Step::at);

  public Schedule {
    nodes = List.copyOf(nodes);
    forGood = List.copyOf(forGood);
    steps = steps.stream().sorted(BY_TIME).toList();
    refuse(nodes.isEmpty(), () -> "a schedule needs a node");
    refuse(
        length.isNegative() || length.compareTo(LONGEST) > 0,
        () -> "a schedule lasts " + length + ": give a time from 0 to " + LONGEST);
    Map<String, Fault> broken = new LinkedHashMap<>();
    for (Fault fault : forGood) {
      String node = nodeBrokenBy(fault);
      refuse(!nodes.contains(node), () -> "'" + node + "' stays broken, but there is no such node");
      refuse(broken.put(node, fault) != null, () -> "'" + node + "' stays broken twice");
    }
    int members = nodes.size();
    refuse(
        2 * broken.size() >= members,
        () -> "of " + members + " nodes " + broken.size() + " stay broken: leave a majority");
    for (Step step : steps) {
      refuse(
          step.at().isNegative() || step.at().compareTo(length) > 0,
          () -> "a step is to happen at " + step.at() + ", not between 0 and the end at " + length);
    }
  }

  private static void refuse(boolean isWrong, Supplier<String> why) {
    if (isWrong) {
      throw new IllegalArgumentException(why.get());
    }
  }

  private static String nodeBrokenBy(Fault fault) {
    refuse(
        !(fault instanceof Crash || fault instanceof Isolate || fault instanceof Pause),
        () -> fault + " cannot stay for good: only a crash, a pause or an isolation can");
    return fault.nodes().get(0);
  }

  /** The nodes that are healed in the end; who has a rotten disk may refuse to start for ever. */
  public List<String> core() {
    List<String> broken = Stream.concat(
            forGood.stream(), faults().stream().filter(BitRot.class::isInstance))
        .flatMap(fault -> fault.nodes().stream())
        .toList();
    return nodes.stream().filter(node -> !broken.contains(node)).toList();
  }

  /** What breaks, for a time or for good. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Break breaking) {
        faults.add(breaking.fault());
      }
    }
    faults.addAll(forGood);
    return faults;
  }

  /** The same with other steps. */
  public Schedule withSteps(List<Step> others) {
    return new Schedule(subject, seed, nodes, length, forGood, others);
  }

  /** The same in another world. */
  public Schedule withSeed(long other) {
    return new Schedule(subject, other, nodes, length, forGood, steps);
  }

  /** The same with another length; what would come later comes at the end. */
  public Schedule withLength(Duration other) {
    List<Step> within = steps.stream()
        .map(step -> step.at().compareTo(other) > 0 ? step.at(other) : step)
        .toList();
    return new Schedule(subject, seed, nodes, other, forGood, within);
  }

  /** The same with something else that stays broken. */
  public Schedule withForGood(List<Fault> others) {
    return new Schedule(subject, seed, nodes, length, others, steps);
  }
}
