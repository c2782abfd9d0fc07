package dev.understudy.replication;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.standby.Standby;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a replica has counted since it started, as its status tells. */
class CountsScenarioTest {
  private static final LogBounds SHORT = new LogBounds(20, 5, 50, 2);

  private final Cluster cluster = Cluster.simulated(1);
  private final Map<String, Replica> replicas = new TreeMap<>();
  private Standby standby;

  @AfterEach
  void close() {
    cluster.close();
  }

  private void start(Mode mode) {
    cluster.start(
        () -> new Replica(mode) {
          @Override
          protected void onStart() {
            replicas.put(self(), this);
            super.onStart();
          }

          @Override
          protected LogBounds logBounds() {
            return SHORT;
          }
        },
        "athens",
        "byzantium",
        "cyrene");
  }

  private Counts counts(String name) {
    return cluster.await(replicas.get(name).status()).counts();
  }

  private void write(Client client, int many) {
    for (int i = 0; i < many; i++) {
      cluster.await(client.put("toy " + i, "here"));
    }
  }

  @Test
  @DisplayName("Entries that a replica cut are counted until it starts again")
  void setAside() {
    start(Mode.ASYNC);
    Client alice = cluster.client("alice");
    Operator operator = cluster.join("operator", new Operator());
    cluster.runFor(ofSeconds(1));
    cluster.partition("athens alice", "byzantium cyrene operator");
    write(alice, 3);
    cluster.await(operator.promoteAfter(Duration.ZERO));
    cluster.heal();
    cluster.runFor(ofSeconds(1));
    assertThat(counts("athens")).isEqualTo(new Counts(3, 0, 0));
    assertThat(counts("byzantium")).isEqualTo(new Counts(0, 0, 0));
    cluster.crash("athens");
    cluster.restart("athens");
    assertThat(counts("athens").setAside()).isZero();
  }

  @Test
  @DisplayName(
      "A snapshot is counted where it is sent and where it is taken, by members and standbys")
  void snapshots() {
    start(Mode.QUORUM);
    Client alice = cluster.client("alice");
    cluster.isolate("cyrene");
    write(alice, 60);
    cluster.heal();
    cluster.attach(() -> standby = new Standby("byzantium"), "delphi");
    cluster.runFor(ofSeconds(3));
    assertThat(counts("athens").snapshotsSent()).isPositive();
    assertThat(counts("cyrene").snapshotsTaken()).isEqualTo(1);
    assertThat(counts("byzantium").snapshotsSent()).isPositive();
    assertThat(cluster.await(standby.status()).counts().snapshotsTaken()).isEqualTo(1);
  }
}
