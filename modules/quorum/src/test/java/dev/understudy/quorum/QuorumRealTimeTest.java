package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same nodes on the event loops of this process; the machine may be slow, so no time is exact. */
@Tag("real-time")
@Timeout(60)
class QuorumRealTimeTest {
  private static final int TIMES = 50;

  @Test
  @DisplayName(
      "In real time too a read meets every acknowledged write, with all nodes and without one")
  void meets() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(() -> new Keeper(Rules.of(3, 2, 2)), "athens", "byzantium", "cyrene");
      Client alice = cluster.client("alice");
      Client bob = cluster.client("bob");
      List<Outcome<String>> reads = new ArrayList<>();
      List<Outcome<String>> written = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        if (i == TIMES / 2) {
          cluster.crash("byzantium");
        }
        assertThat(cluster.await(alice.put("toy", "at " + i)).isOk()).isTrue();
        written.add(Outcome.ok("at " + i));
        reads.add(cluster.await(bob.get("toy")));
      }
      assertThat(reads).isEqualTo(written);
      cluster.restart("byzantium");
      cluster.await(alice.delete("toy"));
      assertThat(cluster.await(bob.get("toy"))).isEqualTo(Outcome.ok(null));
    }
  }
}
