package dev.understudy.replication;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A follower comes back when no log reaches back to where it was. */
final class LateFollower {
  static final Scenario STORY = new Scenario(
      "late-follower",
      "A follower that comes late gets a snapshot in chunks while clients write, and then the log",
      LateFollower::tell);

  /** Keeps so little of its log that a short story is enough. */
  private static final class ShortLog extends Replica {
    ShortLog() {
      super(Mode.QUORUM);
    }

    @Override
    protected LogBounds logBounds() {
      return new LogBounds(20, 5, 100, 2);
    }
  }

  private static final int PATIENCE = 5000; // milliseconds

  private LateFollower() {}

  private static Verdict tell(Cluster cluster) {
    cluster.start(ShortLog::new, "athens", "byzantium", "cyrene");
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy/0", "here"));
    cluster.crash("cyrene");
    long had = state(cluster, "cyrene").lastIndex();
    for (int i = 1; i <= 60; i++) {
      cluster.await(alice.put("toy/" + i, "here"));
    }
    long begin = state(cluster, "athens").logStart();
    cluster.restart("cyrene");
    List<Future<Outcome<String>>> meanwhile =
        IntStream.range(61, 80).mapToObj(i -> alice.put("toy/" + i, "here")).toList();
    long acknowledged = 0;
    for (int i = 0; i < PATIENCE && state(cluster, "cyrene").logStart() == 0; i++) {
      cluster.runFor(Duration.ofMillis(1));
      acknowledged = meanwhile.stream().filter(Future::isComplete).count();
    }
    Stamp base = state(cluster, "cyrene").front().base();
    int chunks = base == null ? 0 : base.chunks();
    cluster.await(meanwhile.get(meanwhile.size() - 1));
    cluster.runFor(Duration.ofSeconds(1));
    boolean equal =
        state(cluster, "athens").content().equals(state(cluster, "cyrene").content());
    return new Verdict(
        equal && begin > had,
        "cyrene had " + had + " entries, and the log begins behind " + begin + "; " + chunks
            + " chunks and " + acknowledged + " writes later it has a snapshot; equal to the leader"
            + " again: " + equal);
  }

  private static Replica.State state(Cluster cluster, String name) {
    return cluster.state(name, Replica.State.class);
  }
}
