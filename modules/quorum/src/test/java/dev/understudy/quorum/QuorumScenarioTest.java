package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Scenario;
import dev.understudy.quorum.Rules.Repair;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuorumScenarioTest {
  private static final int SEEDS = 5;

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
  @DisplayName("Without any repair a half-written value comes and goes as well")
  void halfWrittenWithoutRepair() {
    try (Cluster cluster = Cluster.simulated(3)) {
      Scenario.Verdict verdict = QuorumScenarios.halfWritten(cluster, Repair.NONE);
      assertThat(verdict.holds()).as(verdict.seen()).isTrue();
    }
  }
}
