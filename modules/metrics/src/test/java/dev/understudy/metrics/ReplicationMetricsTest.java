package dev.understudy.metrics;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.replication.Counts;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Status;
import dev.understudy.replication.Status.OfFollower;
import dev.understudy.replication.Status.Part;
import dev.understudy.replication.standby.StandbyStatus;
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
        new Counts(3, 2, 1),
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
        "byzantium",
        "follower",
        3,
        Mode.QUORUM,
        "",
        9,
        6,
        8,
        7,
        new Counts(0, 0, 4),
        0,
        0,
        false,
        0,
        0,
        0,
        List.of());
  }

  private List<String> shown(Map<String, Optional<Status>> statuses) {
    return shown(statuses, Map.of());
  }

  private List<String> shown(
      Map<String, Optional<Status>> members, Map<String, Optional<StandbyStatus>> standbys) {
    metrics.show(new TreeMap<>(members), new TreeMap<>(standbys));
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("^understudy_(replica_)?", ""))
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
            "set_aside_entries_total{node=\"athens\"} 3.0",
            "snapshots_sent_total{node=\"athens\"} 2.0",
            "snapshots_taken_total{node=\"athens\"} 1.0",
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
            "log_applied_index{node=\"byzantium\"} 7.0",
            "set_aside_entries_total{node=\"byzantium\"} 0.0",
            "snapshots_sent_total{node=\"byzantium\"} 0.0",
            "snapshots_taken_total{node=\"byzantium\"} 4.0");
  }

  private static Optional<StandbyStatus> standby(
      String name, String upstream, long epoch, long lastIndex, boolean isCutOff) {
    return Optional.of(new StandbyStatus(
        name,
        "standby",
        upstream,
        2,
        epoch,
        lastIndex,
        5,
        ofMillis(250),
        isCutOff,
        new Counts(7, 8, 9),
        List.of("somebody")));
  }

  @Test
  @DisplayName(
      "A standby is shown with what it knows itself to lack, and with what it really lacks")
  void standbys() {
    assertThat(shown(
            Map.of("athens", Optional.of(leader(0)), "byzantium", Optional.of(follower())),
            Map.of("knossos", standby("knossos", "athens", 3, 100, true))))
        .contains(
            "standby_up{node=\"knossos\"} 1.0",
            "standby_leading{node=\"knossos\"} 0.0",
            "standby_epoch{node=\"knossos\"} 3.0",
            "standby_depth{node=\"knossos\"} 2.0",
            "standby_upstream{node=\"knossos\",upstream=\"athens\"} 1.0",
            "standby_downstreams{node=\"knossos\"} 1.0",
            "standby_cut_off{node=\"knossos\"} 1.0",
            "standby_log_last_index{node=\"knossos\"} 100.0",
            "standby_lag_entries{node=\"knossos\"} 5.0",
            "standby_lag_seconds{node=\"knossos\"} 0.25",
            "standby_behind_leader_entries{node=\"knossos\"} 18.0",
            "standby_behind_upstream_entries{node=\"knossos\"} 18.0",
            "standby_set_aside_entries_total{node=\"knossos\"} 7.0",
            "standby_snapshots_sent_total{node=\"knossos\"} 8.0",
            "standby_snapshots_taken_total{node=\"knossos\"} 9.0");
  }

  @Test
  @DisplayName("Along a chain a standby is behind its upstream by less than behind the leader")
  void chain() {
    assertThat(shown(
            Map.of("athens", Optional.of(leader(0)), "cyrene", Optional.empty()),
            Map.of(
                "knossos",
                standby("knossos", "athens", 3, 110, false),
                "lindos",
                standby("lindos", "knossos", 3, 108, false))))
        .contains(
            "standby_behind_leader_entries{node=\"lindos\"} 10.0",
            "standby_behind_upstream_entries{node=\"lindos\"} 2.0");
  }

  @Test
  @DisplayName("What nobody can tell of a standby is not shown: of a zombie it lacks nothing")
  void unknown() {
    assertThat(shown(
            Map.of("athens", Optional.of(leader(0))),
            Map.of(
                "knossos",
                standby("knossos", "", 4, 10, false),
                "lindos",
                standby("lindos", "miletus", 3, 10, false),
                "miletus",
                Optional.empty())))
        .contains(
            "standby_up{node=\"miletus\"} 0.0",
            "standby_behind_leader_entries{node=\"lindos\"} 108.0")
        .noneMatch(line -> line.startsWith("standby_behind_leader_entries{node=\"knossos"))
        .noneMatch(line -> line.startsWith("standby_behind_upstream"))
        .noneMatch(line -> line.startsWith("standby_upstream{node=\"knossos"));
  }

  @Test
  @DisplayName("Who has another upstream has lost the old one")
  void upstreamChanges() {
    shown(Map.of(), Map.of("knossos", standby("knossos", "athens", 3, 100, false)));
    assertThat(shown(Map.of(), Map.of("knossos", standby("knossos", "byzantium", 3, 100, false))))
        .contains("standby_upstream{node=\"knossos\",upstream=\"byzantium\"} 1.0")
        .noneMatch(line -> line.contains("athens"));
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
