package dev.understudy.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Scenario;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandbyScenarioTest {
  static List<Scenario> scenarios() {
    return StandbyScenarios.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  @DisplayName("A scenario holds, and the same seed gives the same run")
  void holds(Scenario scenario) {
    Scenario.Run run = scenario.run(3);
    assertThat(run.verdict().holds()).as(run.verdict().seen()).isTrue();
    assertThat(scenario.run(3).trace().hash()).isEqualTo(run.trace().hash());
  }
}
