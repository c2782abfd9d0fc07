package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.replication.zoo.LeavesThoseInSync;
import dev.understudy.replication.zoo.SwitchesAtOnce;
import dev.understudy.sim.RandomStream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Another mode while clients write: nothing that was promised is lost, whoever falls when. */
class SwitchingScenarioTest {
  private static final String[] MEMBERS = {"athens", "byzantium", "cyrene"};

  private static Stream<Arguments> pairs() {
    return Stream.of(Mode.values())
        .flatMap(from ->
            Stream.of(Mode.values()).filter(to -> to != from).map(to -> Arguments.of(from, to)));
  }

  private static Operator start(Cluster cluster, Supplier<Replica> replica) {
    cluster.start(replica, MEMBERS);
    return cluster.join("operator", new Operator());
  }

  private static Replica.State athens(Cluster cluster) {
    return cluster.state("athens", Replica.State.class);
  }

  private static List<Future<Outcome<String>>> writes(Cluster cluster, String client, int many) {
    Client writer = cluster.client(client);
    return IntStream.range(0, many)
        .mapToObj(i -> writer.put(client + "/" + i, "here"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @DisplayName("Every mode can follow every other one while clients write")
  void everyPair(Mode from, Mode to) {
    try (Cluster cluster = Cluster.simulated(from.ordinal() * 4 + to.ordinal())) {
      Operator operator = start(cluster, () -> new Replica(from));
      List<Future<Outcome<String>>> writes = writes(cluster, "alice", 60);
      cluster.runFor(ofMillis(100));
      assertThat(cluster.await(operator.switchTo(to))).isEqualTo(to);
      assertThat(writes.get(59).isComplete()).as("still writing").isFalse();
      cluster.await(writes.get(59));
      assertThat(writes).allMatch(write -> write.result().isOk());
      cluster.runFor(ofMillis(200));
      for (String member : MEMBERS) {
        Configuration known = cluster.state(member, Replica.State.class).configuration();
        assertThat(known.mode()).as(member).isEqualTo(to);
        assertThat(known.members()).hasSize(3);
      }
      assertThat(cluster.await(operator.switchTo(to))).as("once more").isEqualTo(to);
    }
  }

  @Test
  @DisplayName("From the moment it is asked both modes must be satisfied; a weaker wish stays one")
  void joint() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, () -> new Replica(Mode.ASYNC));
      Client alice = cluster.client("alice");
      assertThat(cluster.await(alice.put("toy", "here")).isOk()).isTrue();
      cluster.crash("byzantium");
      cluster.crash("cyrene");
      Future<Mode> switched = operator.switchTo(Mode.QUORUM);
      cluster.runFor(ofMillis(50));
      Future<Outcome<String>> write = alice.put("toy", "there");
      Future<Outcome<String>> wish =
          cluster.client("bob").put("paw", "left", Durability.of(Mode.ASYNC).wish());
      cluster.runFor(ofSeconds(2));
      assertThat(wish.isComplete()).isTrue();
      assertThat(write.isComplete()).isFalse();
      assertThat(switched.isComplete()).isFalse();
      assertThat(athens(cluster).configuration().mode()).isEqualTo(Mode.ASYNC);
      cluster.restart("cyrene");
      assertThat(cluster.await(switched)).isEqualTo(Mode.QUORUM);
      assertThat(cluster.await(write).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("R1 Until a majority has saved the new configuration the old one must be satisfied"
      + " too: whoever is promoted by that holds all that was acknowledged")
  void untilItIsKnown() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, () -> new Replica(Mode.SYNC));
      cluster.crash("cyrene");
      assertThat(cluster.await(operator.promoteAfter(Duration.ZERO))).isEqualTo("athens");
      cluster.runFor(ofMillis(500));
      assertThat(athens(cluster).configuration().members()).containsExactly("athens", "byzantium");
      long nobodyHears = cluster.begin(new Loss(new Traffic("athens", "", "Configure"), 1));
      Future<Mode> switched = operator.switchTo(Mode.QUORUM);
      cluster.runFor(ofMillis(100));
      assertThat(athens(cluster).configuration().mode()).as("saved").isEqualTo(Mode.QUORUM);
      cluster.crash("byzantium");
      cluster.restart("cyrene");
      Future<Outcome<String>> write = cluster.client("alice").put("toy", "here");
      cluster.runFor(ofSeconds(2));
      assertThat(cluster.state("cyrene", Replica.State.class).log())
          .as("a majority has it")
          .hasSize((int) athens(cluster).lastIndex());
      assertThat(write.isComplete()).isFalse();
      assertThat(switched.isComplete()).isFalse();
      cluster.restart("byzantium");
      assertThat(cluster.await(write).isOk()).isTrue();
      assertThat(switched.isComplete()).isFalse();
      cluster.end(nobodyHears);
      assertThat(cluster.await(switched)).isEqualTo(Mode.QUORUM);
    }
  }

  @Test
  @DisplayName(
      "Who is behind when SYNC begins is not in sync, and is admitted when it has caught up")
  void toSync() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, () -> new Replica(Mode.QUORUM));
      cluster.crash("cyrene");
      writes(cluster, "alice", 10);
      cluster.runFor(ofMillis(300));
      assertThat(cluster.await(operator.switchTo(Mode.SYNC))).isEqualTo(Mode.SYNC);
      assertThat(athens(cluster).configuration().members()).containsExactly("athens", "byzantium");
      cluster.restart("cyrene");
      cluster.runFor(ofSeconds(1));
      assertThat(athens(cluster).configuration().members()).containsExactly(MEMBERS);
    }
  }

  @Test
  @DisplayName("A mode that was switched to outlives its leader, and comes with the next epoch")
  void outlives() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, () -> new Replica(Mode.ASYNC));
      cluster.await(operator.switchTo(Mode.QUORUM));
      cluster.crash("athens");
      cluster.await(operator.promoteAfter(ofMillis(10)));
      cluster.restart("athens");
      cluster.runFor(ofSeconds(1));
      for (String member : MEMBERS) {
        assertThat(cluster.state(member, Replica.State.class).configuration())
            .isEqualTo(new Configuration(2, 0, Mode.QUORUM, List.of(MEMBERS)));
      }
    }
  }

  @Test
  @DisplayName(
      "An operator is told why there is no switch: nobody leads, one is under way, no majority")
  void refused() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, () -> new Replica(Mode.QUORUM));
      Operator rival = cluster.join("rival", new Operator());
      cluster.crash("byzantium");
      cluster.crash("cyrene");
      Future<Mode> never = operator.switchTo(Mode.ASYNC);
      assertThatThrownBy(() -> cluster.await(operator.switchTo(Mode.SYNC)))
          .hasMessageContaining("operator is switching the mode already");
      cluster.runFor(ofMillis(20));
      assertThatThrownBy(() -> cluster.await(rival.switchTo(Mode.SYNC)))
          .hasMessageContaining(
              "a switch to ASYNC is under way: wait for it; no leader has switched");
      assertThatThrownBy(() -> cluster.await(never))
          .hasMessageContaining("no leader has switched to ASYNC within 10 s");
    }
    try (Cluster cluster = Cluster.simulated(2)) {
      Operator operator = start(cluster, () -> new Replica(Mode.QUORUM));
      Scripted voice = cluster.join("voice", new Scripted());
      for (String member : MEMBERS) {
        cluster.await(voice.say(member, new Survey(2)));
      }
      cluster.runFor(ofMillis(100));
      assertThatThrownBy(() -> cluster.await(operator.switchTo(Mode.SYNC)))
          .hasMessageContaining("nobody leads: promote somebody, then switch the mode");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ASYNC", "SEMI_SYNC"})
  @DisplayName("R1 What those in sync alone hold is on a majority before SYNC ends, also if what"
      + " follows asks for less")
  void syncEnds(Mode to) {
    assertThat(losesWhenSyncEnds(() -> new Replica(Mode.SYNC), to)).isFalse();
    assertThat(losesWhenSyncEnds(LeavesThoseInSync::new, to)).isTrue();
  }

  /** Athens alone is in sync and acknowledges; cyrene hears what is decided, and gets no entry. */
  private static boolean losesWhenSyncEnds(Supplier<Replica> replica, Mode to) {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = start(cluster, replica);
      cluster.isolate("cyrene");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      cluster.heal();
      cluster.begin(new Loss(new Traffic("athens", "cyrene", "Append"), 1));
      cluster.isolate("byzantium");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      assertThat(athens(cluster).configuration().members()).containsExactly("athens");
      assertThat(cluster.await(cluster.client("alice").put("toy", "here")).isOk())
          .isTrue();
      operator.switchTo(to);
      cluster.runFor(ofSeconds(1));
      cluster.crash("athens");
      cluster.heal();
      Future<String> promoted = operator.promoteAfter(Duration.ZERO);
      cluster.runFor(ofSeconds(2));
      cluster.restart("athens");
      String leader = cluster.await(promoted);
      cluster.runFor(ofSeconds(1));
      return !cluster.state(leader, Replica.State.class).content().containsKey("toy");
    }
  }

  @Test
  @DisplayName(
      "R1 Who switches at once, without keeping both modes, loses what those in sync alone had")
  void atOnce() {
    boolean isLost = false;
    for (long seed = 1; seed <= 30; seed++) {
      assertThat(losesInSwitch(seed, () -> new Replica(Mode.SYNC)))
          .as("seed " + seed)
          .isFalse();
      isLost = isLost || losesInSwitch(seed, SwitchesAtOnce::new);
    }
    assertThat(isLost).isTrue();
  }

  /**
   * Athens alone is in sync and acknowledges; cyrene is back, and of what it is sent much gets lost. The
   * operator asks for QUORUM, and athens falls about then.
   */
  private static boolean losesInSwitch(long seed, Supplier<Replica> replica) {
    RandomStream random = new RandomStream(seed, "story");
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.keep(Keep.HASH);
      Operator operator = start(cluster, replica);
      cluster.network().latency("athens", "cyrene", ofMillis(5), ofMillis(25));
      cluster.isolate("cyrene");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      cluster.heal();
      cluster.isolate("byzantium");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      cluster.begin(new Loss(new Traffic("athens", "cyrene", "Append"), 0.7));
      List<Future<Outcome<String>>> writes = writes(cluster, "bob", 40);
      cluster.runFor(random.nextDuration(Duration.ZERO, ofMillis(40)));
      operator.switchTo(Mode.QUORUM);
      cluster.runFor(random.nextDuration(Duration.ZERO, ofMillis(60)));
      cluster.crash("athens");
      cluster.heal();
      Future<String> promoted = operator.promoteAfter(Duration.ZERO);
      cluster.runFor(ofSeconds(2));
      cluster.restart("athens");
      String leader = cluster.await(promoted);
      cluster.await(writes.get(39));
      var content = cluster.state(leader, Replica.State.class).content();
      return IntStream.range(0, 40)
          .filter(i -> writes.get(i).result().isOk())
          .anyMatch(i -> !content.containsKey("bob/" + i));
    }
  }
}
