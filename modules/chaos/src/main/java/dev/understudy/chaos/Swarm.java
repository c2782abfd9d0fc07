package dev.understudy.chaos;

import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Pause;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws schedules. Each seed has kinds of faults of its own, and its own frequency and length of each:
 * the runs of many seeds differ more from each other than runs with a little of everything would
 * (Groce and others, "Swarm Testing", 2012). The name of the subject plays no part: its broken twin
 * meets the same.
 */
public final class Swarm {
  private static final Duration SHORTEST_RUN = Duration.ofMillis(500);
  private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

  private final Subject subject;
  private final List<Class<? extends Fault>> kinds;
  private final long seed;
  private final RandomStream random;
  private final List<String> nodes;
  private final Duration length;
  private final List<Step> steps = new ArrayList<>();
  private final List<Fault> forGood;
  private final List<Fault> faults; // of the steps, and for good

  private Swarm(Subject subject, List<Class<? extends Fault>> kinds, long seed) {
    this.subject = subject;
    this.kinds =
        kinds.stream().sorted(Comparator.comparing(Class::getSimpleName)).toList();
    this.seed = seed;
    random = new RandomStream(seed, "swarm");
    nodes = subject.names().subList(0, random.pick(subject.sizes()));
    length = random.nextDuration(SHORTEST_RUN, LONGEST_RUN);
    forGood = drawForGood();
    faults = new ArrayList<>(forGood);
  }

  /** The schedule of this seed. */
  public static Schedule draw(Subject subject, long seed) {
    return draw(subject, subject.budget().kinds(), seed);
  }

  /** The same among these kinds; in which order they are given plays no part. */
  static Schedule draw(Subject subject, List<Class<? extends Fault>> kinds, long seed) {
    Swarm swarm = new Swarm(subject, kinds, seed);
    swarm.drawActs();
    swarm.drawFaults();
    return swarm.schedule();
  }

  private Schedule schedule() {
    return new Schedule(subject.name(), seed, nodes, length, forGood, steps);
  }

  private void drawActs() {
    for (int many = 1 + (int) (scale(3, 50) * length.toMillis() / 1000); many > 0; many--) {
      Duration at = random.nextDuration(Duration.ZERO, length);
      steps.add(new Act(at, subject.drawAct(random)));
    }
  }

  private void drawFaults() {
    Draw draw = new Draw(random, nodes, subject);
    List<Class<? extends Fault>> possible = kinds.stream().filter(draw::knows).toList();
    double share = random.pick(List.of(0.1, 0.25, 0.5));
    for (Class<? extends Fault> kind : possible) {
      if (random.chance(share)) {
        drawFaults(draw, kind);
      }
    }
    if (steps.stream().noneMatch(Break.class::isInstance) && !possible.isEmpty()) {
      drawFaults(draw, random.pick(possible));
    }
  }

  private void drawFaults(Draw draw, Class<? extends Fault> kind) {
    Budget budget = subject.budget();
    int most = (int) (2 * scale(0.2, 4) * length.toMillis() / 1000);
    Duration longest = Duration.ofMillis((long) scale(20, 2000));
    for (int many = 1 + random.nextInt(1 + most); many > 0; many--) {
      Duration at = random.nextDuration(Duration.ZERO, length);
      Fault fault = draw.of(kind);
      Step step = new Break(at, fault, lasting(longest));
      faults.add(fault);
      if (budget.covers(nodes.size(), forGood, faults)) {
        steps.add(step);
      } else {
        faults.remove(faults.size() - 1);
      }
    }
  }

  /** One in eight stays until all is healed. */
  private Duration lasting(Duration longest) {
    return random.nextInt(8) == 0
        ? null
        : random.nextDuration(Duration.ofMillis(1), longest.plusMillis(1));
  }

  /** Any minority, also nobody. */
  private List<Fault> drawForGood() {
    List<String> left = new ArrayList<>(nodes);
    List<Fault> forGood = new ArrayList<>();
    for (int many = random.nextInt((nodes.size() + 1) / 2); many > 0; many--) {
      String node = left.remove(random.nextInt(left.size()));
      forGood.add(
          switch (random.nextInt(3)) {
            case 0 -> new Crash(node, null);
            case 1 -> new Isolate(node);
            default -> new Pause(node);
          });
    }
    return forGood;
  }

  /** Small and large ones are equally likely. */
  private double scale(double least, double most) {
    return least * StrictMath.pow(most / least, random.nextDouble());
  }
}
