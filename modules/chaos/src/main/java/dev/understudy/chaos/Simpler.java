package dev.understudy.chaos;

import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Bridge;
import dev.understudy.cluster.fault.Fault.Broken;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.CrashLoop;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Duplication;
import dev.understudy.cluster.fault.Fault.Failpoint;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.RegionLoss;
import dev.understudy.cluster.fault.Fault.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Simpler versions of a step. Following them comes to an end: each says less, or the same of less. */
final class Simpler {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final double UNLIKELY = 0.05;

  private Simpler() {}

  /** Simpler versions of this step, the simplest first. */
  static List<Step> steps(Subject subject, Step step) {
    List<Step> simpler = new ArrayList<>();
    if (step instanceof Act act) {
      subject.simpler(act.act()).forEach(one -> simpler.add(new Act(act.at(), one)));
    } else if (step instanceof Break breaking) {
      faults(breaking.fault())
          .forEach(one -> simpler.add(new Break(breaking.at(), one, breaking.lasting())));
      if (breaking.lasting() != null && breaking.lasting().compareTo(SHORT) > 0) {
        simpler.add(new Break(breaking.at(), breaking.fault(), shorter(breaking.lasting())));
      }
    }
    return simpler;
  }

  /** Half of it, in whole milliseconds. */
  static Duration shorter(Duration duration) {
    return Duration.ofMillis(duration.toMillis() / 2);
  }

  private static List<Fault> faults(Fault fault) {
    List<Fault> simpler = new ArrayList<>();
    if (fault instanceof Flapping flapping) {
      simpler.add(flapping.fault());
    } else if (fault instanceof CrashLoop loop) {
      simpler.add(new Crash(loop.node(), null));
    } else if (fault instanceof DiskLost lost) {
      simpler.add(new Crash(lost.node(), null));
    } else if (fault instanceof Failpoint point && point.nth() > 1) {
      simpler.add(new Failpoint(point.node(), point.point(), 1));
      simpler.add(new Failpoint(point.node(), point.point(), point.nth() - 1));
    } else if (fault instanceof Slow slow && slow.perEvent().compareTo(SHORT) > 0) {
      simpler.add(new Slow(slow.node(), SHORT));
    } else if (fault instanceof Loss loss && loss.probability() > UNLIKELY) {
      simpler.add(new Loss(loss.of(), loss.probability() / 2));
    } else if (fault instanceof Duplication twice && twice.probability() > UNLIKELY) {
      simpler.add(new Duplication(twice.of(), twice.probability() / 2));
    } else if (fault instanceof Delay delay && delay.heavyTail() > 0) {
      simpler.add(new Delay(delay.of(), delay.least(), delay.most(), 0));
    } else {
      simpler.addAll(groups(fault));
    }
    return simpler;
  }

  /** With fewer nodes, or as a fault that has fewer. */
  private static List<Fault> groups(Fault fault) {
    List<Fault> simpler = new ArrayList<>();
    if (fault instanceof Partition partition) {
      for (int group = 0; group < partition.groups().size(); group++) {
        for (List<String> less : oneLess(partition.groups().get(group))) {
          List<List<String>> groups = new ArrayList<>(partition.groups());
          groups.set(group, less);
          simpler.add(new Partition(groups));
        }
      }
    } else if (fault instanceof OneWay way) {
      oneLess(way.from()).forEach(from -> simpler.add(new OneWay(from, way.to())));
      oneLess(way.to()).forEach(to -> simpler.add(new OneWay(way.from(), to)));
    } else if (fault instanceof RegionLoss loss) {
      loss.region().forEach(node -> simpler.add(new Isolate(node)));
      oneLess(loss.region()).forEach(region -> simpler.add(new RegionLoss(region, loss.power())));
    } else if (fault instanceof Bridge bridge) {
      simpler.add(new Broken(bridge.left().get(0), bridge.right().get(0)));
    } else if (fault instanceof MajoritiesRing ring) {
      simpler.add(new Broken(ring.ring().get(0), ring.ring().get(2)));
    }
    return simpler;
  }

  private static List<List<String>> oneLess(List<String> names) {
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < names.size() && names.size() > 1; i++) {
      List<String> less = new ArrayList<>(names);
      less.remove(i);
      all.add(less);
    }
    return all;
  }
}
