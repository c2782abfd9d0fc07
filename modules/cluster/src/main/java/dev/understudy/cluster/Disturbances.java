package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.Disturbance;
import dev.understudy.sim.Disturbance.Delay;
import dev.understudy.sim.Disturbance.Duplication;
import dev.understudy.sim.Disturbance.Loss;
import dev.understudy.sim.Disturbance.Obstacle;
import dev.understudy.sim.Disturbance.Reordering;
import dev.understudy.sim.Disturbance.Traffic;
import java.util.List;

/** What a fault of the network is to the network. */
final class Disturbances {
  private Disturbances() {}

  static List<Disturbance> of(Fault fault) {
    if (fault instanceof Fault.Loss f) {
      return List.of(new Loss(traffic(f.of()), f.probability()));
    } else if (fault instanceof Fault.Duplication f) {
      return List.of(new Duplication(traffic(f.of()), f.probability()));
    } else if (fault instanceof Fault.Reordering f) {
      return List.of(new Reordering(traffic(f.of())));
    } else if (fault instanceof Fault.Delay f) {
      return List.of(new Delay(traffic(f.of()), f.least(), f.most(), f.heavyTail()));
    }
    return List.of(obstacle(fault));
  }

  private static Obstacle obstacle(Fault fault) {
    if (fault instanceof Fault.Partition f) {
      return new Obstacle(Traffic.between(f.groups()), "partition");
    } else if (fault instanceof Fault.Isolate f) {
      return new Obstacle(Traffic.of(f.node()), "isolated");
    } else if (fault instanceof Fault.OneWay f) {
      return new Obstacle(
          (from, to, body) -> f.from().contains(from) && f.to().contains(to), "cut");
    } else if (fault instanceof Fault.Broken f) {
      return new Obstacle(Traffic.between(List.of(List.of(f.one()), List.of(f.other()))), "cut");
    } else if (fault instanceof Fault.Bridge f) {
      return new Obstacle(Traffic.between(List.of(f.left(), f.right())), "partition");
    } else if (fault instanceof Fault.MajoritiesRing f) {
      return new Obstacle((from, to, body) -> areApart(f.ring(), from, to), "partition");
    } else if (fault instanceof Fault.RegionLoss f) {
      return new Obstacle(
          (from, to, body) -> f.region().contains(from) != f.region().contains(to), "region lost");
    }
    throw new IllegalStateException("nothing of the network is disturbed by " + fault);
  }

  /** In a ring of n, whoever is at most half of n/2 places away belongs to one's majority. */
  private static boolean areApart(List<String> ring, String one, String other) {
    int first = ring.indexOf(one);
    int second = ring.indexOf(other);
    if (first < 0 || second < 0) {
      return false;
    }
    int away = Math.abs(first - second);
    int majority = ring.size() / 2 + 1;
    return Math.min(away, ring.size() - away) > majority / 2;
  }

  private static Traffic traffic(Fault.Traffic of) {
    return of.equals(Fault.Traffic.ALL)
        ? Traffic.ALL
        : (from, to, body) ->
            isAny(of.from(), from) && isAny(of.to(), to) && isAny(of.type(), typeOf(body));
  }

  private static boolean isAny(String wanted, String found) {
    return wanted.isEmpty() || wanted.equals(found);
  }

  private static String typeOf(Object body) {
    return body instanceof Envelope envelope
        ? envelope.message().getClass().getSimpleName()
        : body.getClass().getSimpleName();
  }
}
