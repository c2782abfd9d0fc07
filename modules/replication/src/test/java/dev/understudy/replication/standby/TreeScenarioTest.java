package dev.understudy.replication.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Scenario;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeScenarioTest {
  private static final int SEEDS = 20;

  static List<Scenario> scenarios() {
    return TreeScenarios.all();
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
}
