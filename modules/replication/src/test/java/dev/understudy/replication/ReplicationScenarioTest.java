package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Recorder;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicationScenarioTest {
  private static final int SEEDS = 20;

  static List<Scenario> scenarios() {
    return ReplicationScenarios.all();
  }

  private static Scenario scenario(String name) {
    return scenarios().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @DisplayName("Every scenario's promise holds with every seed, and a seed tells one story only")
  void promises(Scenario scenario) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Scenario.Run run = scenario.run(seed);
      assertThat(run.verdict().holds())
          .as(scenario.name() + " --seed " + seed + ": " + run.verdict().seen())
          .isTrue();
      assertThat(DurableBeforeVisible.violation(run.trace())).isEmpty();
      assertThat(scenario.run(seed).trace().hash()).isEqualTo(run.trace().hash());
    }
  }

  @Test
  @DisplayName("R3 With most seeds asynchronous failover loses something, with quorum never")
  void asyncLosesSomething() {
    assertThat(IntStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> scenario("async-failover").run(seed).verdict().seen())
            .filter(seen -> !seen.endsWith(" 0 of them lost")))
        .hasSizeGreaterThan(SEEDS / 2);
    assertThat(IntStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> scenario("quorum-failover").run(seed).verdict().seen()))
        .allMatch(seen -> seen.endsWith(" 0 of them lost"));
  }

  @Test
  @DisplayName("A leader that was cut off believes it still leads, until it hears of a later epoch")
  void goldenTrace() throws IOException {
    String trace = scenario("zombie-leader").run(1).trace().text();
    Path golden =
        Path.of("src/test/resources/dev/understudy/replication/zombie-leader-seed-1.trace");
    if (Boolean.getBoolean("understudy.golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, trace);
    }
    assertThat(trace)
        .as("-Dunderstudy.golden.update=true writes it anew, for a reason that you can state")
        .isEqualTo(Files.readString(golden));
  }

  @Test
  @DisplayName("A follower whose tail no leader has cuts it, and keeps what was acknowledged")
  void divergence() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      Operator operator = cluster.join("operator", new Operator());
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "first"));
      cluster.partition("athens alice", "byzantium cyrene operator");
      alice.put("toy", "never acknowledged there");
      cluster.await(operator.promoteAfter(Duration.ofMillis(500)));
      cluster.heal();
      cluster.runFor(Duration.ofSeconds(5));
      assertThat(cluster.trace().text()).contains("cuts its entries from 3 to ");
      assertThat(cluster.await(cluster.client("bob").get("toy")))
          .as("the client asked again, and the new leader did it")
          .isEqualTo(Outcome.ok("never acknowledged there"));
    }
  }

  @Test
  @DisplayName("A write that its client repeats through a failover is applied once")
  void exactlyOnce() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
        Operator operator = cluster.join("operator", new Operator());
        Client alice = cluster.client("alice");
        cluster.duplicate(0.3);
        cluster.lose(0.1);
        List<Future<Outcome<String>>> appends =
            IntStream.range(0, 20).mapToObj(i -> alice.append("toy", i + ",")).toList();
        cluster.runFor(Duration.ofMillis(400));
        cluster.crash("athens");
        cluster.await(operator.promoteAfter(Duration.ofMillis(500)));
        cluster.await(appends.get(19));
        cluster.heal();
        assertThat(cluster.await(alice.get("toy")))
            .as("seed " + seed)
            .isEqualTo(Outcome.ok("0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,"));
      }
    }
  }

  @Test
  @DisplayName("SYNC: one member that is down stops every write until it is back or removed")
  void syncStops() {
    try (Cluster cluster = Cluster.simulated(3)) {
      cluster.start(() -> new Replica(Mode.SYNC), "athens", "byzantium", "cyrene");
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "here"));
      cluster.crash("cyrene");
      assertThat(cluster.await(alice.put("toy", "there")))
          .isEqualTo(Outcome.unknown("no answer within 10 s"));
      cluster.restart("cyrene");
      assertThat(cluster.await(alice.put("toy", "back")).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "SYNC: a follower comes back into the in-sync set also while clients write on and on")
  void comesBackUnderLoad() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        cluster.keep(Recorder.Keep.HASH);
        cluster.start(() -> new Replica(Mode.SYNC), "athens", "byzantium", "cyrene");
        cluster.network().latency("athens", "cyrene", Duration.ofMillis(20), Duration.ofMillis(30));
        Operator operator = cluster.join("operator", new Operator());
        cluster.isolate("cyrene");
        cluster.await(operator.promoteAfter(Duration.ZERO));
        Client alice = cluster.client("alice");
        List<Future<Outcome<String>>> writes =
            IntStream.range(0, 400).mapToObj(i -> alice.put("toy", "" + i)).toList();
        cluster.await(writes.get(20));
        cluster.heal();
        cluster.runFor(Duration.ofMillis(500));
        assertThat(writes.get(399).isComplete()).as("still writing").isFalse();
        assertThat(cluster.state("athens", Replica.State.class).configuration().members())
            .as("seed " + seed)
            .contains("cyrene");
      }
    }
  }

  @Test
  @DisplayName("O1 Two operators who see different members make no two leaders of one epoch")
  void twoOperators() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
        Operator one = cluster.join("one", new Operator());
        Operator two = cluster.join("two", new Operator());
        cluster.cut("one", "athens");
        cluster.cut("two", "byzantium");
        Future<String> first = one.promoteAfter(Duration.ofMillis(10));
        Future<String> second = two.promoteAfter(Duration.ofMillis(10));
        cluster.await(first);
        cluster.await(second);
        assertThat(cluster.await(cluster.client("alice").put("toy", "here")).isOk())
            .isTrue();
      }
    }
  }

  @Test
  @DisplayName("An operator who is promoting already refuses a second order")
  void promoteTwice() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      Operator operator = cluster.join("operator", new Operator());
      Future<String> first = operator.promoteAfter(Duration.ofMillis(100));
      assertThatThrownBy(() -> cluster.await(operator.promoteAfter(Duration.ofMillis(1))))
          .hasMessageContaining("operator is promoting already");
      assertThat(cluster.await(first)).isEqualTo("athens");
      assertThat(cluster.await(operator.promoteAfter(Duration.ofMillis(1)))).isEqualTo("athens");
    }
  }

  @Test
  @DisplayName("A value that is too long ends its own call, and not the leader")
  void tooLong() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      Client mallory = cluster.client("mallory");
      assertThat(cluster.await(mallory.put("toy", "x".repeat(2 << 20))))
          .isEqualTo(Outcome.fail("more than 1048576 characters"));
      assertThat(cluster.await(cluster.client("bob").put("paw", "left")).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("A log longer than what may be under way reaches a follower that was long away")
  void farBehind() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.keep(Recorder.Keep.HASH);
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      cluster.crash("cyrene");
      Client alice = cluster.client("alice");
      List<Future<Outcome<String>>> writes = IntStream.range(0, 5000)
          .mapToObj(i -> alice.put("k" + i % 10, "v" + i))
          .toList();
      cluster.await(writes.get(4999));
      cluster.restart("cyrene");
      cluster.runFor(Duration.ofSeconds(2));
      assertThat(cluster.state("cyrene", Replica.State.class).log())
          .isEqualTo(cluster.state("athens", Replica.State.class).log());
    }
  }
}
