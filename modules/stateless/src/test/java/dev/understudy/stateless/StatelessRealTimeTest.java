package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Cluster;
import dev.understudy.stateless.StatelessStage.Played;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The stories on the event loops of this process; the machine may be slow, so nothing is exact. */
@Tag("real-time")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class StatelessRealTimeTest {
  private static final Duration REPAIR = Duration.ofSeconds(1);

  @Test
  @DisplayName("In real time too nobody misses an API node")
  void apiNodeCrashes() {
    try (Cluster cluster = Cluster.local()) {
      Played played = StatelessStage.in(cluster).play(() -> cluster.crash("byzantium"));
      assertThat(played.served().answered()).isEqualTo(played.served().asked());
      assertThat(played.drill().lost()).isZero();
    }
  }

  @Test
  @DisplayName("In real time too nothing works while the database is down, and nothing is lost")
  void databaseCrashes() {
    try (Cluster cluster = Cluster.local()) {
      Played played = StatelessStage.in(cluster).play(() -> {
        cluster.crash("database");
        cluster.runFor(REPAIR);
        cluster.restart("database");
      });
      assertThat(played.drill().rto().orElseThrow()).isGreaterThanOrEqualTo(REPAIR);
      assertThat(played.served().outage()).isGreaterThanOrEqualTo(REPAIR);
      assertThat(played.drill().lost()).isZero();
    }
  }

  @Test
  @DisplayName("In real time too a lost disk takes with it what was acknowledged")
  void databaseLosesDisk() {
    try (Cluster cluster = Cluster.local()) {
      Played played = StatelessStage.in(cluster).play(() -> {
        cluster.crash("database");
        cluster.loseDisk("database");
        cluster.restart("database");
      });
      assertThat(played.drill().lost()).isPositive();
    }
  }
}
