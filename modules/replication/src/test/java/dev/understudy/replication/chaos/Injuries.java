package dev.understudy.replication.chaos;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.chaos.TogetherAct.Injure;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens to standbys for some time: the swarm breaks members alone. */
final class Injuries {
  private record Ending(Duration at, long fault) {}

  private final Cluster cluster;
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::at).thenComparing(Ending::fault));

  Injuries(Cluster cluster) {
    this.cluster = cluster;
  }

  void begin(Injure injure) {
    long fault = cluster.begin(injure.fault());
    endings.add(new Ending(cluster.now().plus(injure.lasting()), fault));
  }

  /** Ends those whose time has come. */
  void endSome() {
    while (!endings.isEmpty() && endings.peek().at().compareTo(cluster.now()) <= 0) {
      cluster.end(endings.poll().fault());
    }
  }

  void endAll() {
    while (!endings.isEmpty()) {
      cluster.end(endings.poll().fault());
    }
  }
}
