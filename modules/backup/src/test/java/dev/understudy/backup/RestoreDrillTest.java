package dev.understudy.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.backup.RestoreDrill.Report;
import dev.understudy.backup.RestoreDrill.Step;
import dev.understudy.backup.RestoreDrill.Surroundings;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RestoreDrillTest {
  private static final int MEBIBYTE = 1 << 20;

  @Test
  @DisplayName("Two of the five steps grow with the data, and in the end they are all that counts")
  void growsWithTheData() {
    Surroundings surroundings = new Surroundings(
        Duration.ofSeconds(10), 3, Duration.ofMinutes(5), Duration.ofMinutes(1), MEBIBYTE / 100);
    Report small = RestoreDrill.run(42, MEBIBYTE, surroundings);
    Report great = RestoreDrill.run(42, 8 * MEBIBYTE, surroundings);
    for (Report report : new Report[] {small, great}) {
      assertThat(report.steps()).containsOnlyKeys(Step.values());
      assertThat(report.steps().get(Step.DETECT))
          .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
      assertThat(report.steps().get(Step.PROVISION)).isEqualTo(Duration.ofMinutes(5));
      assertThat(report.steps().get(Step.SWITCH)).isEqualTo(Duration.ofMinutes(1));
    }
    for (Step step : new Step[] {Step.RESTORE, Step.VERIFY}) {
      double factor =
          (double) great.steps().get(step).toMillis() / small.steps().get(step).toMillis();
      assertThat(factor).as("%s", step).isBetween(7.5, 8.5);
    }
    Duration read = Duration.ofSeconds(great.bytes() * 100 / MEBIBYTE);
    assertThat(great.steps().get(Step.VERIFY)).isCloseTo(read, Duration.ofSeconds(5));
    assertThat(great.rto()).isGreaterThan(small.rto().multipliedBy(3));
  }

  @Test
  @DisplayName("The same seed measures the same steps")
  void repeats() {
    assertThat(RestoreDrill.run(7, MEBIBYTE, Surroundings.plain()))
        .isEqualTo(RestoreDrill.run(7, MEBIBYTE, Surroundings.plain()));
  }
}
