package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checker.DrillReport.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrillReportTest {
  private static DrillRun run(int seed, List<String> lost, int rpoMillis, Integer rtoMillis) {
    return new DrillRun(
        seed,
        10,
        lost,
        2L * lost.size(),
        Duration.ofMillis(rpoMillis),
        Optional.ofNullable(rtoMillis).map(Duration::ofMillis),
        Duration.ofSeconds(20),
        List.of());
  }

  @Test
  @DisplayName("A percentile is one of the values: the least that so many do not exceed")
  void nearestRank() {
    Distribution hundred =
        Distribution.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());
    assertThat(hundred.p50()).hasValue(50);
    assertThat(hundred.p99()).hasValue(99);
    assertThat(hundred.max()).hasValue(100);
    assertThat(Distribution.of(new double[] {3, 1, 2}).p50()).hasValue(2);
    assertThat(Distribution.of(new double[] {3, 1}).p50()).hasValue(1);
    assertThat(Distribution.of(new double[] {3, 1}).p99()).hasValue(3);
    assertThatThrownBy(() -> hundred.percentile(0)).hasMessageContaining("between 1 and 100");
  }

  @Test
  @DisplayName("A run that did not recover is counted, and changes no percentile")
  void notRecovered() {
    DrillRun good = run(1, List.of("a"), 20, 3000);
    DrillRun bad = run(2, List.of("b", "c"), 900, null).violating("it never came back");
    DrillReport report = new DrillReport(List.of(good, bad));
    assertThat(report.acknowledged()).isEqualTo(20);
    assertThat(report.lost()).isEqualTo(3);
    assertThat(report.runsWithLoss()).isEqualTo(2);
    assertThat(report.setAside()).isEqualTo(6);
    assertThat(report.runsWithSetAside()).isEqualTo(2);
    assertThat(report.notRecovered()).isEqualTo(1);
    assertThat(report.rpoMillis().values()).containsExactly(20.0);
    assertThat(report.rtoMillis().values()).containsExactly(3000.0);
    assertThat(report.simulated()).isEqualTo(Duration.ofSeconds(40));
    assertThat(report.violations()).containsExactly("seed 2: it never came back");
  }

  @Test
  @DisplayName("When none recovered there is no percentile, not a zero")
  void noneRecovered() {
    DrillReport report = new DrillReport(List.of(run(1, List.of(), 0, null)));
    assertThat(report.rtoMillis().p50()).isEqualTo(OptionalDouble.empty());
    assertThat(report.rpoMillis().max()).isEqualTo(OptionalDouble.empty());
    assertThat(report.toString()).contains("RTO unknown, 1 not recovered");
    assertThat(new DrillReport(List.of()).notRecovered()).isZero();
  }
}
