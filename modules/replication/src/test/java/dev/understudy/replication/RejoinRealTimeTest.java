package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-time")
class RejoinRealTimeTest {
  private static final int MOST_LOOKS = 500;

  private static void until(Cluster cluster, BooleanSupplier condition) {
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      assertThat(looks).as("looks").isLessThan(MOST_LOOKS);
      cluster.runFor(ofMillis(20));
    }
  }

  private static Replica.State state(Cluster cluster, String name) {
    return cluster.state(name, Replica.State.class);
  }

  @Test
  @DisplayName("In real time too who has lost its disk joins anew, and a cut tail is set aside")
  void realTime() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(() -> new Replica(Mode.ASYNC), "athens", "byzantium", "cyrene");
      Operator operator = cluster.join("operator", new Operator());
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "here"));
      cluster.crash("cyrene");
      cluster.loseDisk("cyrene");
      cluster.restart("cyrene");
      until(cluster, () -> state(cluster, "cyrene").isMember());
      assertThat(state(cluster, "cyrene").disks().own()).isEqualTo(2);
      until(cluster, () -> state(cluster, "byzantium").lastIndex() == 2);
      cluster.partition("athens alice", "byzantium cyrene operator");
      cluster.await(alice.put("toy", "left"));
      cluster.await(operator.promoteAfter(Duration.ZERO));
      cluster.heal();
      until(cluster, () -> !cluster.setAside("athens").isEmpty());
      assertThat(cluster.setAside("athens").get(0).lines())
          .singleElement()
          .asString()
          .contains("\"index\":3", "\"value\":\"left\"");
    }
  }
}
