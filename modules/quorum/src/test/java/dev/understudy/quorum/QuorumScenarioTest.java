package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Rules.Repair;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuorumScenarioTest {
  private static final int SEEDS = 5;
  private static final Version VERSION = new Version(2, "alice", 2);

  static List<Scenario> scenarios() {
    return QuorumScenarios.all();
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
    }
    assertThat(scenario.run(1).trace().hash()).isEqualTo(scenario.run(1).trace().hash());
  }

  @Test
  @DisplayName("A delete that two coordinators date differently has one date everywhere in the end")
  void datedTwice() {
    try (Cluster cluster = Cluster.simulated(3)) {
      List<String> nodes = List.of("athens", "byzantium", "cyrene");
      cluster.start(() -> new Keeper(Rules.of(3, 2, 2)), nodes.toArray(String[]::new));
      Client alice = cluster.join("alice", new Client("athens", "byzantium"));
      cluster.await(alice.put("toy", "here"));
      List<Long> losses = Stream.of(
              new Traffic("athens", "byzantium", "Store"),
              new Traffic("athens", "cyrene", "Store"),
              new Traffic("byzantium", "athens", "Store"))
          .map(stores -> cluster.begin(new Loss(stores, 1)))
          .toList();
      assertThat(cluster.await(alice.delete("toy"))).isEqualTo(Outcome.ok(null));
      cluster.runFor(Duration.ofMillis(50));
      assertThat(tombstones(cluster, nodes)).extracting(Copy::version).containsOnly(VERSION);
      assertThat(tombstones(cluster, nodes)).extracting(Copy::deletedAtMillis).hasSize(2);

      losses.forEach(cluster::end);
      cluster.runFor(Duration.ofSeconds(4)); // each node has compared itself with both others
      assertThat(tombstones(cluster, nodes)).hasSize(1);
    }
  }

  private static Set<Copy> tombstones(Cluster cluster, List<String> nodes) {
    return nodes.stream()
        .map(node -> cluster.state(node, Keeper.State.class).copies().get("toy"))
        .collect(Collectors.toSet());
  }

  @Test
  @DisplayName("Without any repair a half-written value comes and goes as well")
  void halfWrittenWithoutRepair() {
    try (Cluster cluster = Cluster.simulated(3)) {
      Scenario.Verdict verdict = QuorumScenarios.halfWritten(cluster, Repair.NONE);
      assertThat(verdict.holds()).as(verdict.seen()).isTrue();
    }
  }
}
