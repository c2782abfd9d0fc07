package dev.understudy.metrics;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Status;
import dev.understudy.replication.Status.OfFollower;
import dev.understudy.replication.Status.Part;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicationMetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ReplicationMetrics metrics = new ReplicationMetrics(registry);

  private static Status leader(long refused, OfFollower... followers) {
    return new Status(
        "athens",
        "leader",
        3,
        Mode.SEMI_SYNC,
        "SYNC",
        120,
        60,
        118,
        119,
        7,
        refused,
        true,
        2,
        5,
        1,
        List.of(followers));
  }

  private static OfFollower cyrene() {
    return new OfFollower(
        "cyrene", Part.OUT_OF_SYNC, 120, 110, 100, 90, 20, 2048, ofMillis(10_250), true);
  }

  private static Status follower() {
    return new Status(
        "byzantium", "follower", 3, Mode.QUORUM, "", 9, 6, 8, 7, 0, 0, false, 0, 0, 0, List.of());
  }

  private List<String> shown(Map<String, Optional<Status>> statuses) {
    metrics.show(new TreeMap<>(statuses));
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replace("understudy_replica_", ""))
        .toList();
  }

  @Test
  @DisplayName("Of a leader everything is shown, in base units, and what only grows as a counter")
  void leader() {
    assertThat(shown(Map.of("athens", Optional.of(leader(4, cyrene())))))
        .containsExactlyInAnyOrder(
            "up{node=\"athens\"} 1.0",
            "leading{node=\"athens\"} 1.0",
            "epoch{node=\"athens\"} 3.0",
            "mode{mode=\"async\",node=\"athens\"} 0.0",
            "mode{mode=\"quorum\",node=\"athens\"} 0.0",
            "mode{mode=\"semi-sync\",node=\"athens\"} 1.0",
            "mode{mode=\"sync\",node=\"athens\"} 0.0",
            "log_last_index{node=\"athens\"} 120.0",
            "log_entries{node=\"athens\"} 60.0",
            "log_committed_index{node=\"athens\"} 118.0",
            "log_applied_index{node=\"athens\"} 119.0",
            "switching{node=\"athens\"} 1.0",
            "waiting_answers{node=\"athens\"} 7.0",
            "refused_requests_total{node=\"athens\"} 4.0",
            "alone{node=\"athens\"} 1.0",
            "fallbacks_total{node=\"athens\"} 2.0",
            "acknowledged_alone_total{node=\"athens\"} 5.0",
            "lag_alarms_total{node=\"athens\"} 1.0",
            "follower_part{follower=\"cyrene\",node=\"athens\",part=\"out-of-sync\"} 1.0",
            "follower_sent_index{follower=\"cyrene\",node=\"athens\"} 120.0",
            "follower_written_index{follower=\"cyrene\",node=\"athens\"} 110.0",
            "follower_flushed_index{follower=\"cyrene\",node=\"athens\"} 100.0",
            "follower_applied_index{follower=\"cyrene\",node=\"athens\"} 90.0",
            "follower_lag_entries{follower=\"cyrene\",node=\"athens\"} 20.0",
            "follower_lag_bytes{follower=\"cyrene\",node=\"athens\"} 2048.0",
            "follower_lag_seconds{follower=\"cyrene\",node=\"athens\"} 10.25",
            "follower_lag_alarm{follower=\"cyrene\",node=\"athens\"} 1.0");
    assertThat(registry.scrape())
        .contains(
            "# TYPE understudy_replica_follower_lag_bytes gauge",
            "# TYPE understudy_replica_refused_requests_total counter",
            "# HELP understudy_replica_follower_lag_seconds how long it has lacked the first");
  }

  @Test
  @DisplayName("What only a leader knows is not shown of a follower, and of who is down only that")
  void others() {
    assertThat(shown(Map.of("byzantium", Optional.of(follower()), "cyrene", Optional.empty())))
        .containsExactlyInAnyOrder(
            "up{node=\"byzantium\"} 1.0",
            "up{node=\"cyrene\"} 0.0",
            "leading{node=\"byzantium\"} 0.0",
            "epoch{node=\"byzantium\"} 3.0",
            "mode{mode=\"async\",node=\"byzantium\"} 0.0",
            "mode{mode=\"quorum\",node=\"byzantium\"} 1.0",
            "mode{mode=\"semi-sync\",node=\"byzantium\"} 0.0",
            "mode{mode=\"sync\",node=\"byzantium\"} 0.0",
            "log_last_index{node=\"byzantium\"} 9.0",
            "log_entries{node=\"byzantium\"} 6.0",
            "log_committed_index{node=\"byzantium\"} 8.0",
            "log_applied_index{node=\"byzantium\"} 7.0");
  }

  @Test
  @DisplayName("Each time the newest is shown, and nothing stays of what is known no more")
  void newest() {
    shown(Map.of("athens", Optional.of(leader(4, cyrene()))));
    assertThat(shown(Map.of("athens", Optional.of(leader(6)))))
        .contains("refused_requests_total{node=\"athens\"} 6.0")
        .noneMatch(line -> line.contains("cyrene"));
    assertThat(shown(Map.of("athens", Optional.empty())))
        .containsExactly("up{node=\"athens\"} 0.0");
  }
}
