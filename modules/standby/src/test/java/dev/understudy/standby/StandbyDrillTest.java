package dev.understudy.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandbyDrillTest {
  private static final int SEEDS = 10;
  private static final Map<StandbyKind, StandbyReport> REPORTS = new EnumMap<>(StandbyKind.class);

  @BeforeAll
  static void play() {
    for (StandbyKind kind : StandbyKind.values()) {
      REPORTS.put(kind, new StandbyDrill(kind, Setting.USUAL).runs(1, SEEDS));
    }
  }

  private static StandbyReport runs(StandbyKind kind) {
    StandbyReport report = REPORTS.get(kind);
    assertThat(report.violations()).isEmpty();
    return report;
  }

  @ParameterizedTest
  @EnumSource(StandbyKind.class)
  @DisplayName("Each kind keeps its promise, and its phases are the outage, to the nanosecond")
  void holds(StandbyKind kind) {
    for (StandbyRun run : runs(kind).runs()) {
      assertThat(run.phases()).containsOnlyKeys(Phase.values());
      assertThat(run.total()).isEqualTo(run.drill().rto().orElseThrow());
      assertThat(run.phases().get(Phase.DETECT))
          .as(
              "three answers are missed, the last one for a whole interval: seed %d",
              run.drill().seed())
          .isBetween(Duration.ofSeconds(2), Duration.ofMillis(4010));
    }
  }

  @Test
  @DisplayName("Hot: nothing is lost, and nobody prepares anything")
  void hot() {
    for (StandbyRun run : runs(StandbyKind.HOT).runs()) {
      assertThat(run.drill().lost()).isZero();
      assertThat(run.drill().acknowledged()).isGreaterThan(300);
      assertThat(run.phases().get(Phase.PREPARE)).isLessThan(Duration.ofMillis(5));
      assertThat(run.cost().machines()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("Warm: what was on its way is lost, which is no more than the way is long")
  void warm() {
    long lost = 0;
    for (StandbyRun run : runs(StandbyKind.WARM).runs()) {
      lost += run.drill().lost();
      // Two turns with a flush each, the way to the standby, and the way of the last answer.
      assertThat(run.drill().rpo()).isLessThan(Duration.ofMillis(25 + 2 + 2 + 4));
      assertThat(run.phases().get(Phase.PREPARE))
          .isBetween(Setting.USUAL.decision(), Setting.USUAL.decision().plusMillis(5));
      assertThat(run.cost().machines()).isEqualTo(2);
    }
    assertThat(lost).as("in some run a write was on its way").isPositive();
  }

  @Test
  @DisplayName("Cold: what was written since the last backup is lost, and nothing else")
  void cold() {
    for (StandbyRun run : runs(StandbyKind.COLD).runs()) {
      assertThat(run.drill().rpo())
          .isBetween(run.sinceBackup().minusMillis(150), run.sinceBackup().plusMillis(6));
      assertThat(run.sinceBackup()).isLessThan(Setting.USUAL.backupEvery().plusSeconds(1));
      assertThat(run.phases().get(Phase.PREPARE))
          .isBetween(Setting.USUAL.provisioning(), Setting.USUAL.provisioning().plusMillis(5));
      assertThat(run.cost().machines()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("Cold: more backups lose less, more data take longer; neither touches the other")
  void stepsAreApart() {
    Setting usual = Setting.USUAL;
    StandbyRun seldom = new StandbyDrill(StandbyKind.COLD, usual).run(2);
    StandbyRun often =
        new StandbyDrill(StandbyKind.COLD, usual.withBackupEvery(Duration.ofSeconds(2))).run(2);
    StandbyRun great =
        new StandbyDrill(StandbyKind.COLD, usual.withBytes(4 * usual.bytes())).run(2);
    assertThat(often.drill().rpo()).isLessThan(Duration.ofSeconds(3));
    assertThat(seldom.drill().rpo()).isGreaterThan(often.drill().rpo());
    assertThat(great.phases().get(Phase.RESTORE))
        .isGreaterThan(seldom.phases().get(Phase.RESTORE).plusSeconds(60));
  }

  @Test
  @DisplayName(
      "A monitor that never suspects leaves an outage without an end, and the drill says so")
  void neverSuspected() {
    Setting blind = Setting.USUAL.withHeartbeat(Duration.ofMinutes(30), 1000);
    StandbyRun run = new StandbyDrill(StandbyKind.HOT, blind).run(1);
    assertThat(run.phases()).isEmpty();
    assertThat(run.drill().violations()).anyMatch(broken -> broken.contains("nobody took over"));
  }

  @Test
  @DisplayName("The same seed gives the same run")
  void repeatable() {
    StandbyDrill drill = new StandbyDrill(StandbyKind.COLD, Setting.USUAL);
    assertThat(drill.run(9)).isEqualTo(drill.run(9));
  }

  @Test
  @DisplayName("A setting that would not end is refused")
  void refused() {
    assertThatThrownBy(() -> Setting.USUAL.withBackupEvery(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 ms or more between backups");
  }
}
