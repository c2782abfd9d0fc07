package dev.understudy.chaos;

import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Bridge;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.RegionLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schedule with a node less: what befell it alone does not happen, and groups are without it. */
final class Fewer {
  private Fewer() {}

  static Schedule without(String node, Schedule schedule) {
    List<Step> steps = new ArrayList<>();
    for (Step step : schedule.steps()) {
      if (step instanceof Break breaking) {
        without(node, breaking.fault())
            .ifPresent(fault -> steps.add(new Break(step.at(), fault, breaking.lasting())));
      } else {
        steps.add(step);
      }
    }
    return new Schedule(
        schedule.subject(),
        schedule.seed(),
        less(node, schedule.nodes()),
        schedule.length(),
        schedule.forGood().stream()
            .filter(fault -> !fault.nodes().contains(node))
            .toList(),
        steps);
  }

  private static Optional<Fault> without(String node, Fault fault) {
    if (!fault.nodes().contains(node)) {
      return Optional.of(fault);
    } else if (fault instanceof Flapping flapping) {
      return without(node, flapping.fault())
          .map(inner -> new Flapping(inner, flapping.there(), flapping.away()));
    } else if (fault instanceof Partition partition) {
      List<List<String>> groups = partition.groups().stream()
          .map(group -> less(node, group))
          .filter(group -> !group.isEmpty())
          .toList();
      return groups.size() < 2 ? Optional.empty() : Optional.of(new Partition(groups));
    } else if (fault instanceof OneWay way) {
      List<String> from = less(node, way.from());
      List<String> to = less(node, way.to());
      return from.isEmpty() || to.isEmpty() ? Optional.empty() : Optional.of(new OneWay(from, to));
    } else if (fault instanceof Bridge bridge) {
      List<String> left = less(node, bridge.left());
      List<String> right = less(node, bridge.right());
      return bridge.bridge().equals(node) || left.isEmpty() || right.isEmpty()
          ? Optional.empty()
          : Optional.of(new Bridge(left, bridge.bridge(), right));
    } else if (fault instanceof MajoritiesRing ring) {
      List<String> rest = less(node, ring.ring());
      return rest.size() < 4 ? Optional.empty() : Optional.of(new MajoritiesRing(rest));
    } else if (fault instanceof RegionLoss loss) {
      List<String> region = less(node, loss.region());
      return region.isEmpty()
          ? Optional.empty()
          : Optional.of(new RegionLoss(region, loss.power()));
    }
    return Optional.empty();
  }

  private static List<String> less(String node, List<String> names) {
    return names.stream().filter(name -> !name.equals(node)).toList();
  }
}
