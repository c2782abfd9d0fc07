package dev.understudy.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Scenario;
import dev.understudy.display.Bar;
import dev.understudy.display.BarChart;
import dev.understudy.display.Display;
import dev.understudy.recovery.RestoreDrill.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreDrillTest {
  private static final long MIB = 1 << 20;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("The five steps together are the outage that clients saw, to the nanosecond")
  void sum(long seed) {
    RestoreRun run = RestoreDrill.run(Setting.ofBytes(MIB), seed);
    assertThat(run.drill().violations()).isEmpty();
    assertThat(run.steps()).containsOnlyKeys(Step.values());
    assertThat(run.total()).isEqualTo(run.drill().rto().orElseThrow());
    assertThat(run.steps().get(Step.DETECT))
        .as("three answers are missed, the last one for a whole interval: seed %d", seed)
        .isBetween(Duration.ofMillis(3000), Duration.ofMillis(4010));
    assertThat(run.steps().get(Step.PROVISION))
        .isBetween(Duration.ofMillis(30_000), Duration.ofMillis(30_010));
    assertVerified(run, Duration.ofNanos(10_000));
    assertThat(run.steps().get(Step.SWITCH)).isLessThan(Duration.ofMillis(4100));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("What clients wrote since the last backup is lost, and nothing else")
  void lost(long seed) {
    RestoreRun run = RestoreDrill.run(Setting.ofBytes(MIB), seed);
    assertThat(run.drill().lost()).isPositive().isLessThan(run.drill().acknowledged());
    assertThat(run.drill().rpo()).isBetween(run.sinceBackup().minusMillis(20), run.sinceBackup());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1_000_015, 1_000_031})
  @DisplayName("An answer that is heard after the failure is lost too, and breaks no promise")
  void heardAfterTheFailure(long seed) {
    Scenario drill = RecoveryScenarios.all().stream()
        .filter(scenario -> scenario.name().equals("restore-in-five-steps"))
        .findFirst()
        .orElseThrow();
    Scenario.Verdict verdict = drill.run(seed).verdict();
    assertThat(verdict.holds()).as(verdict.seen()).isTrue();
  }

  @Test
  @DisplayName("Sixteen times the data is sixteen times the restore, and nothing else grows so")
  void growsWithTheData() {
    RestoreRun small = RestoreDrill.run(Setting.ofBytes(MIB), 1);
    RestoreRun great = RestoreDrill.run(Setting.ofBytes(16 * MIB), 1);
    assertThat(great.restoredBytes()).isBetween(16 * MIB, 17 * MIB);
    for (RestoreRun run : List.of(small, great)) {
      double readTwice = 2.0 * run.restoredBytes() / MIB;
      assertThat(run.seconds()[Step.RESTORE.ordinal()]).isBetween(readTwice, readTwice + 0.1);
    }
    assertThat(great.steps().get(Step.PROVISION)).isLessThan(Duration.ofSeconds(31));
    assertThat(great.total()).isGreaterThan(small.total().plusSeconds(29));
  }

  @Test
  @DisplayName("Four times the data at four times the rate takes the same time")
  void scales() {
    double small = restore(Setting.ofBytes(2 * MIB));
    double great = restore(Setting.ofBytes(8 * MIB).withBytesPerSecond(4 * MIB));
    assertThat(great).isBetween(small * 0.93, small * 1.07);
  }

  private static double restore(Setting setting) {
    return RestoreDrill.run(setting, 1).seconds()[Step.RESTORE.ordinal()];
  }

  @Test
  @DisplayName("Each step is as long as what it does: a quicker monitor shortens one of them")
  void stepsAreApart() {
    Setting usual = Setting.ofBytes(MIB);
    RestoreRun quick = RestoreDrill.run(usual.withHeartbeat(Duration.ofMillis(100), 2), 3);
    RestoreRun ready = RestoreDrill.run(usual.withProvisioning(Duration.ofMillis(5)), 3);
    RestoreRun slow = RestoreDrill.run(usual.withPerRecord(Duration.ofMillis(10)), 3);
    assertThat(quick.steps().get(Step.DETECT))
        .isBetween(Duration.ofMillis(200), Duration.ofMillis(310));
    assertThat(ready.steps().get(Step.PROVISION)).isLessThan(Duration.ofMillis(10));
    assertThat(slow.replayed()).isGreaterThan(256);
    assertVerified(slow, Duration.ofMillis(10));
  }

  /** Beside the replay, the opening of a store has a file or two to sync. */
  private static void assertVerified(RestoreRun run, Duration perRecord) {
    Duration replay = perRecord.multipliedBy(run.replayed());
    assertThat(run.steps().get(Step.VERIFY)).isBetween(replay, replay.plusMillis(5));
  }

  @Test
  @DisplayName(
      "A monitor that never suspects leaves an outage without an end, and the drill says so")
  void neverSuspected() {
    RestoreRun run =
        RestoreDrill.run(Setting.ofBytes(0).withHeartbeat(Duration.ofMinutes(30), 1000), 1);
    assertThat(run.steps()).isEmpty();
    assertThat(run.drill().violations())
        .anyMatch(violation -> violation.contains("the database did not come back"));
  }

  @Test
  @DisplayName("The same seed gives the same run")
  void repeatable() {
    Setting setting = Setting.ofBytes(MIB);
    assertThat(RestoreDrill.run(setting, 9)).isEqualTo(RestoreDrill.run(setting, 9));
  }

  @Test
  @DisplayName("A setting that would not end is refused")
  void refused() {
    assertThatThrownBy(() -> Setting.ofBytes(MIB).withBytesPerSecond(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a rate above 0");
  }

  @Test
  @DisplayName("The stacked bar of an outage, drawn: the same bytes on every machine and JDK")
  void picture() throws IOException {
    List<Bar> bars = new ArrayList<>();
    for (long mebibytes : List.of(2, 8, 32)) {
      RestoreRun run = RestoreDrill.run(Setting.ofBytes(mebibytes * MIB), 1);
      bars.add(Bar.of(mebibytes + " MiB at 1 MiB/s", run.seconds()));
    }
    BarChart chart = Display.stackedBars(
        "Where the time of an outage goes", "seconds", Step.words(), bars.toArray(Bar[]::new));
    Path golden = Path.of("src/test/resources/golden/restore-drill.svg");
    if (Boolean.getBoolean("understudy.golden.update")) {
      Files.createDirectories(golden.getParent());
      chart.writeSvg(golden);
    }
    assertThat(chart.svg().getBytes(StandardCharsets.UTF_8))
        .as("%s differs; if that is intended, run with -Dunderstudy.golden.update=true", golden)
        .isEqualTo(Files.readAllBytes(golden));
  }
}
