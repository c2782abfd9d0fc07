package dev.understudy.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.checker.DrillReport.Distribution;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.Standby;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionDrillTest {
  private static final int SEEDS = 6;
  private static final Map<Disaster, StandbyReport> REPORTS = new EnumMap<>(Disaster.class);

  @BeforeAll
  static void play() {
    for (Disaster disaster : Disaster.values()) {
      REPORTS.put(disaster, new RegionDrill(disaster).runs(1, SEEDS));
    }
  }

  private static StandbyReport runs(Disaster disaster) {
    StandbyReport report = REPORTS.get(disaster);
    assertThat(report.violations()).isEmpty();
    return report;
  }

  @ParameterizedTest
  @EnumSource(Disaster.class)
  @DisplayName("The standby abroad is behind by one way over the WAN, whatever comes")
  void lag(Disaster disaster) {
    for (StandbyRun run : runs(disaster).runs()) {
      // Committed when two members at home have it: two ways there, two turns with a flush each.
      assertThat(run.lag().max()).isBetween(40.0, 80.0 + 2 * 2 + 2 * 2);
      assertThat(run.lag().p50()).isBetween(40.0, 80.0);
    }
  }

  @Test
  @DisplayName("The leader's disk is lost: seconds, and nothing is missing")
  void disk() {
    for (StandbyRun run : runs(Disaster.DISK).runs()) {
      assertThat(run.drill().lost()).isZero();
      assertThat(run.drill().rto().orElseThrow()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  @DisplayName("The home region is lost: minutes, and what was on the WAN is missing")
  void region() {
    long lost = 0;
    for (StandbyRun run : runs(Disaster.REGION).runs()) {
      lost += run.drill().lost();
      assertThat(run.drill().rpo()).isLessThanOrEqualTo(Duration.ofMillis(80 + 2 * 2 + 2 * 2 + 2));
      assertThat(run.drill().rto().orElseThrow())
          .isBetween(Setting.REGIONAL.decision(), Setting.REGIONAL.decision().plusSeconds(12));
    }
    assertThat(lost).as("in some run a write was on the WAN").isPositive();
  }

  @Test
  @DisplayName("Everything is lost: what the last backup holds comes back, and nothing later")
  void everything() {
    for (StandbyRun run : runs(Disaster.EVERYTHING).runs()) {
      assertThat(run.drill().rpo())
          .isBetween(run.sinceBackup().minusMillis(150), run.sinceBackup().plusMillis(6));
      assertThat(run.drill().rto().orElseThrow()).isGreaterThan(Setting.REGIONAL.provisioning());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("A write at home does not wait for the WAN; if abroad were in sync, each one would")
  void writesStayAtHome(long seed) {
    Distribution behind = RegionDrill.writes(false, seed);
    Distribution inSync = RegionDrill.writes(true, seed);
    assertThat(behind.values()).hasSizeGreaterThan(300);
    assertThat(behind.percentile(99).orElseThrow()).isLessThan(40);
    assertThat(inSync.values()).allMatch(millis -> millis >= 2 * 40);
  }

  @Test
  @DisplayName(
      "When the leader's disk is lost, the standby abroad follows the next leader, gapless")
  void followsTheNextLeader() {
    try (Cluster cluster = Cluster.simulated(5)) {
      StandbyRun run = Judge.run(new RegionStage(cluster, Disaster.DISK, Setting.REGIONAL, false));
      assertThat(run.drill().violations()).isEmpty();
      cluster.runFor(Duration.ofSeconds(2));
      Replica.State leader = RegionStage.HOME.stream()
          .skip(1)
          .map(member -> cluster.state(member, Replica.State.class))
          .filter(Replica.State::isLeading)
          .findFirst()
          .orElseThrow();
      Standby.State abroad = cluster.state(RegionStage.ABROAD, Standby.State.class);
      assertThat(abroad.content()).isEqualTo(leader.content());
      assertThat(abroad.log()).isEqualTo(leader.log());
    }
  }
}
