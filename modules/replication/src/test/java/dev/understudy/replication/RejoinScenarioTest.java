package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Failpoint;
import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.trace.TraceEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that lose their disks, and become members again: slowly, and without harm. */
class RejoinScenarioTest {
  private static final String[] MEMBERS = {"athens", "byzantium", "cyrene"};

  private static Operator start(Cluster cluster, Mode mode) {
    cluster.start(() -> new Replica(mode), MEMBERS);
    return cluster.join("operator", new Operator());
  }

  private static Replica.State state(Cluster cluster, String name) {
    return cluster.state(name, Replica.State.class);
  }

  private static List<Future<Outcome<String>>> writes(Cluster cluster, String client, int many) {
    Client writer = cluster.client(client);
    return IntStream.range(0, many)
        .mapToObj(i -> writer.put(client + "/" + i, "here"))
        .toList();
  }

  private static void losesDisk(Cluster cluster, String name) {
    cluster.crash(name);
    cluster.loseDisk(name);
  }

  private static List<String> remarks(Cluster cluster, String containing) {
    return cluster.trace().events().stream()
        .filter(TraceEvent.Noted.class::isInstance)
        .map(event -> ((TraceEvent.Noted) event).remark())
        .filter(remark -> remark.contains(containing))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("A follower that has lost its disk joins anew while clients write, and nothing that"
      + " was acknowledged depends on what it had")
  void follower(Mode mode) {
    try (Cluster cluster = Cluster.simulated(mode.ordinal())) {
      Operator operator = start(cluster, mode);
      List<Future<Outcome<String>>> writes = writes(cluster, "alice", 300);
      cluster.runFor(ofMillis(100));
      losesDisk(cluster, "cyrene");
      cluster.restart("cyrene");
      assertThat(state(cluster, "cyrene").isMember()).isFalse();
      assertThat(state(cluster, "cyrene").role()).isEqualTo("joining");
      cluster.await(writes.get(299));
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "cyrene").isMember()).isTrue();
      assertThat(state(cluster, "cyrene").role()).isEqualTo("follower");
      assertThat(writes).allMatch(write -> write.result().isOk());
      cluster.crash("athens");
      String leader = cluster.await(operator.promoteAfter(Duration.ZERO));
      assertThat(state(cluster, leader).content()).hasSize(300);
      cluster.crash("byzantium".equals(leader) ? "cyrene" : "byzantium");
      cluster.restart("athens");
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "athens").log())
          .isEqualTo(state(cluster, leader).log());
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName(
      "The first leader of all comes back empty: it does not lead, though its name is first")
  void firstLeader(Mode mode) {
    try (Cluster cluster = Cluster.simulated(mode.ordinal())) {
      Operator operator = start(cluster, mode);
      cluster.await(cluster.client("alice").put("toy", "here"));
      cluster.runFor(ofMillis(200));
      losesDisk(cluster, "athens");
      cluster.restart("athens");
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "athens").isLeading()).isFalse();
      assertThat(state(cluster, "athens").isMember()).isFalse();
      assertThat(state(cluster, "athens").epoch()).isEqualTo(1);
      assertThat(cluster.await(operator.promoteAfter(Duration.ZERO))).isEqualTo("byzantium");
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "athens").isMember()).isTrue();
      assertThat(state(cluster, "athens").content()).containsEntry("toy", "here");
      assertThat(cluster.await(cluster.client("alice").get("toy"))).isEqualTo(Outcome.ok("here"));
    }
  }

  @Test
  @DisplayName("Who joins anew promises nothing: without a majority beside it the operator waits,"
      + " and says for whom")
  void promisesNothing() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, Mode.QUORUM);
      cluster.await(cluster.client("alice").put("toy", "here"));
      cluster.crash("athens");
      losesDisk(cluster, "cyrene");
      cluster.restart("cyrene");
      Future<String> promoted = operator.promoteAfter(Duration.ZERO);
      cluster.runFor(ofSeconds(2));
      assertThat(promoted.isComplete()).isFalse();
      assertThat(remarks(cluster, "promotes nobody"))
          .contains("only 1 of 3 promise, and cyrene has lost its disk and joins anew: promotes"
              + " nobody");
      cluster.restart("athens");
      assertThat(cluster.await(promoted)).isEqualTo("athens");
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "cyrene").isMember()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "A crash amid joining costs time and nothing else: until it is durable it is no member")
  void crashAmidJoining() {
    for (Point point : Point.values()) {
      for (int nth = 1; nth <= 12; nth++) {
        crashesAt(point, nth);
      }
    }
  }

  private static void crashesAt(Point point, int nth) {
    try (Cluster cluster = Cluster.simulated(nth)) {
      Operator operator = start(cluster, Mode.QUORUM);
      cluster.await(writes(cluster, "alice", 20).get(19));
      long lost = cluster.begin(new DiskLost("cyrene"));
      long crash = cluster.begin(new Failpoint("cyrene", point, nth));
      cluster.end(lost);
      cluster.runFor(ofMillis(500));
      cluster.end(crash);
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "cyrene").isMember()).as(point + " " + nth).isTrue();
      cluster.crash("athens");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      cluster.runFor(ofMillis(500));
      assertThat(state(cluster, "cyrene").content()).as(point + " " + nth).hasSize(20);
    }
  }

  @Test
  @DisplayName("SYNC waits for a member that has lost its disk, until it has caught up or an"
      + " operator goes on without it")
  void sync() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, Mode.SYNC);
      cluster.await(writes(cluster, "alice", 20).get(19));
      losesDisk(cluster, "cyrene");
      Future<Outcome<String>> write = cluster.client("bob").put("toy", "here");
      cluster.runFor(ofSeconds(1));
      assertThat(write.isComplete()).as("waits for cyrene").isFalse();
      assertThat(cluster.await(operator.promoteAfter(Duration.ZERO))).isEqualTo("athens");
      assertThat(cluster.await(write).isOk()).isTrue();
      assertThat(state(cluster, "athens").configuration().members())
          .containsExactly("athens", "byzantium");
      cluster.restart("cyrene");
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "cyrene").isMember()).isTrue();
      assertThat(state(cluster, "athens").configuration().members()).containsExactly(MEMBERS);
    }
  }

  @Test
  @DisplayName("Two of three disks at once are beyond what copies make up for: both say so, and"
      + " nobody is believed")
  void twoDisks() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, Mode.QUORUM);
      cluster.await(cluster.client("alice").put("toy", "here"));
      losesDisk(cluster, "athens");
      losesDisk(cluster, "byzantium");
      cluster.restart("athens");
      cluster.restart("byzantium");
      Future<String> promoted = operator.promoteAfter(Duration.ZERO);
      cluster.runFor(ofSeconds(3));
      assertThat(promoted.isComplete()).isFalse();
      assertThat(remarks(cluster, "cannot join anew"))
          .containsExactlyInAnyOrder(
              "cannot join anew: 2 of [athens, cyrene] must say what they obey, and athens has lost"
                  + " the disk too; restore a backup",
              "cannot join anew: 2 of [byzantium, cyrene] must say what they obey, and byzantium has"
                  + " lost the disk too; restore a backup");
      assertThat(state(cluster, "athens").isMember()).isFalse();
      assertThat(state(cluster, "cyrene").content()).isEmpty();
      assertThat(state(cluster, "cyrene").log()).as("has what it had").isNotEmpty();
    }
  }

  @Test
  @DisplayName("A disk is lost again and again, and each time others learn which one counts")
  void again() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, Mode.QUORUM);
      cluster.await(cluster.client("alice").put("toy", "here"));
      for (int i = 0; i < 2; i++) {
        losesDisk(cluster, "cyrene");
        cluster.restart("cyrene");
        cluster.runFor(ofSeconds(1));
      }
      assertThat(state(cluster, "cyrene").disks().own()).isEqualTo(3);
      assertThat(state(cluster, "athens").disks().others())
          .containsExactly(Map.entry("cyrene", 3L));
      losesDisk(cluster, "byzantium");
      cluster.restart("byzantium");
      cluster.runFor(ofSeconds(1));
      assertThat(state(cluster, "byzantium").disks().others())
          .as("known to who has lost all it knew")
          .containsExactly(Map.entry("cyrene", 3L));
      cluster.crash("athens");
      assertThat(cluster.await(operator.promoteAfter(Duration.ZERO))).isEqualTo("byzantium");
      assertThat(cluster.await(cluster.client("alice").get("toy"))).isEqualTo(Outcome.ok("here"));
    }
  }
}
