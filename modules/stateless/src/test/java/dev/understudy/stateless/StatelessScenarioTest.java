package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.stateless.StatelessMessage.Work;
import dev.understudy.stateless.StatelessStage.Played;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatelessScenarioTest {
  private static final int SEEDS = 20;

  static List<Scenario> scenarios() {
    return StatelessScenarios.all();
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
  @DisplayName("An API node saves nothing: there is nothing to lose")
  void apiNodesSaveNothing() {
    for (Scenario scenario : scenarios()) {
      assertThat(scenario.run(1).trace().events())
          .filteredOn(TraceEvent.Saved.class::isInstance)
          .isNotEmpty()
          .allMatch(event -> event.where().equals("database"));
    }
  }

  @Test
  @DisplayName("X5 A silent API node gets no request any more, and its share when it is back")
  void suspicionIsWithdrawn() {
    try (Cluster cluster = Cluster.simulated(3)) {
      StatelessStage stage = StatelessStage.in(cluster);
      cluster.crash("byzantium");
      cluster.runFor(Duration.ofSeconds(1));
      assertThat(front(cluster).suspected()).containsExactly("byzantium");
      int before = asked(cluster.trace());
      for (int i = 0; i < 20; i++) {
        cluster.await(stage.clients().get(0).put("toy", "here"));
      }
      assertThat(asked(cluster.trace())).isEqualTo(before);
      cluster.restart("byzantium");
      cluster.runFor(Duration.ofSeconds(1));
      assertThat(front(cluster).suspected()).isEmpty();
      for (int i = 0; i < 20; i++) {
        cluster.await(stage.clients().get(0).put("toy", "here"));
      }
      assertThat(asked(cluster.trace())).isEqualTo(before + 5);
      assertThat(front(cluster).underWay()).isZero();
    }
  }

  private static LoadBalancer.State front(Cluster cluster) {
    return cluster.state("front", LoadBalancer.State.class);
  }

  private static int asked(Trace trace) {
    return (int) trace.events().stream()
        .filter(event -> event instanceof TraceEvent.Sent sent
            && sent.to().equals("byzantium")
            && sent.message() instanceof Work)
        .count();
  }

  @Test
  @DisplayName(
      "A silent database makes no API node suspected: they say themselves whose fault it is")
  void whoseFault() {
    try (Cluster cluster = Cluster.simulated(3)) {
      StatelessStage stage = StatelessStage.in(cluster);
      cluster.crash("database");
      stage.clients().forEach(client -> client.put("toy", "here"));
      cluster.runFor(Duration.ofSeconds(5));
      assertThat(cluster.trace().text()).contains("NoDatabase").doesNotContain("suspects");
    }
  }

  @Test
  @DisplayName("With all API nodes silent nobody is answered, and with one of them back everybody")
  void allSilent() {
    try (Cluster cluster = Cluster.simulated(3)) {
      StatelessStage stage = StatelessStage.in(cluster);
      StatelessStage.POOL.forEach(cluster::crash);
      var write = stage.clients().get(0).put("toy", "here");
      cluster.runFor(Duration.ofSeconds(3));
      assertThat(write.isComplete()).isFalse();
      cluster.restart("delphi");
      assertThat(cluster.await(write).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("What is wrong is refused by the API node; the database does not hear of it")
  void refused() {
    try (Cluster cluster = Cluster.simulated(1)) {
      StatelessStage stage = StatelessStage.in(cluster);
      cluster.crash("database");
      assertThat(cluster.await(stage.clients().get(0).put("", "x")))
          .isEqualTo(Outcome.fail("a key has 1 to 100 characters, this one has 0"));
      assertThat(cluster.await(stage.clients().get(0).put("k".repeat(101), "x")))
          .isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  @DisplayName(
      "What is measured: a run without a failure of its pool has no outage, one without its database has")
  void measured() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Played played = StatelessStage.in(cluster).play(() -> {
        cluster.crash("database");
        cluster.runFor(Duration.ofSeconds(3));
        cluster.restart("database");
      });
      Served served = played.served();
      assertThat(served.asked()).isEqualTo(240);
      assertThat(served.answered()).isEqualTo(240);
      assertThat(served.failed()).isZero();
      assertThat(served.outage()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
      assertThat(served.longestWait()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
      assertThat(served.availability()).isBetween(0.01, 0.5);
    }
  }
}
