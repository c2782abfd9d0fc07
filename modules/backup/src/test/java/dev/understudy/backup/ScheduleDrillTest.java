package dev.understudy.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScheduleDrillTest {
  private static final Duration MORE_THAN_A_WEEK = Duration.ofDays(9);
  private static final Schedule DAILY = Schedule.weeklyAndDaily();

  @Test
  @DisplayName("What is due is the greatest kind, and nothing is due in between")
  void due() {
    Schedule schedule = DAILY.withLogEvery(Duration.ofHours(1));
    assertThat(schedule.due(Duration.ofDays(7))).contains(Kind.FULL);
    assertThat(schedule.due(Duration.ofDays(8))).contains(Kind.INCREMENTAL);
    assertThat(schedule.due(Duration.ofHours(25))).contains(Kind.LOG);
    assertThat(schedule.due(Duration.ofMinutes(90))).isEmpty();
    assertThat(schedule.next(Duration.ofMinutes(90))).isEqualTo(Duration.ofHours(2));
    assertThat(schedule.next(Duration.ofHours(2))).isEqualTo(Duration.ofHours(3));
    assertThat(DAILY.next(Duration.ofMinutes(90))).isEqualTo(Duration.ofDays(1));
    assertThat(DAILY.withLogAtEachCommit().next(Duration.ZERO)).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> DAILY.withLogEvery(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log");
  }

  private static void worstIsAbout(Schedule schedule, Duration interval, Duration pause) {
    ScheduleDrill.Report report = ScheduleDrill.run(schedule, 42, MORE_THAN_A_WEEK, pause, 20);
    assertThat(report.worst())
        .as("%s, seed %d", schedule, report.seed())
        .isBetween(interval.minus(pause.multipliedBy(2)), interval.plusSeconds(1));
    assertThat(report.median()).isBetween(Duration.ZERO, report.worst());
    assertThat(report.disasters()).anyMatch(disaster -> disaster.lostCommits() > 0);
  }

  @Test
  @DisplayName(
      "A daily backup may lose a day, an hourly one an hour, and so on: as often as it is made")
  void worst() {
    worstIsAbout(DAILY, Duration.ofHours(24), Duration.ofMinutes(10));
    worstIsAbout(
        DAILY.withLogEvery(Duration.ofHours(1)), Duration.ofHours(1), Duration.ofMinutes(2));
    worstIsAbout(
        DAILY.withLogEvery(Duration.ofMinutes(15)), Duration.ofMinutes(15), Duration.ofSeconds(90));
  }

  @Test
  @DisplayName("Who archives each commit may lose the one that is on its way, and no more")
  void continuous() {
    ScheduleDrill.Report report = ScheduleDrill.run(
        DAILY.withLogAtEachCommit(), 42, MORE_THAN_A_WEEK, Duration.ofMinutes(30), 30);
    assertThat(report.worst()).isLessThan(Duration.ofMillis(100));
    assertThat(report.disasters())
        .anyMatch(disaster -> disaster.lostCommits() == 1)
        .allMatch(disaster -> disaster.lostCommits() <= 1);
  }

  @Test
  @DisplayName("The same seed measures the same losses")
  void repeats() {
    Schedule hourly = DAILY.withLogEvery(Duration.ofHours(1));
    assertThat(ScheduleDrill.run(hourly, 7, Duration.ofDays(4), Duration.ofMinutes(20), 10))
        .isEqualTo(ScheduleDrill.run(hourly, 7, Duration.ofDays(4), Duration.ofMinutes(20), 10));
  }
}
