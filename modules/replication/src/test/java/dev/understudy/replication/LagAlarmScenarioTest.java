package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.TraceEvent.Noted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is told that a follower lags too long, and when. */
class LagAlarmScenarioTest {
  private static final Duration HEARTBEAT = ofMillis(50);

  /** As well as a lag about as long as the limit is known: marks of the log are dropped with time. */
  private static final Duration EARLY = ofMillis(500);

  private final Cluster cluster = Cluster.simulated(1);
  private final List<Watched> replicas = new ArrayList<>();
  private final List<LagAlarm> told = new ArrayList<>();

  private final class Watched extends Replica {
    Watched(Mode mode) {
      super(mode);
    }

    @Override
    protected LagWatch lagWatch() {
      return new LagWatch(LagWatch.LIMIT, told::add);
    }
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void start(Mode mode) {
    cluster.start(
        () -> {
          replicas.add(new Watched(mode));
          return replicas.get(replicas.size() - 1);
        },
        "athens",
        "byzantium",
        "cyrene");
    cluster.runFor(ofMillis(200));
  }

  /** Returns when. */
  private Duration write() {
    Duration asked = cluster.now();
    assertThat(cluster.await(cluster.client("alice").put("toy", "here")).isOk()).isTrue();
    return asked;
  }

  private Status.OfFollower cyrene() {
    return cluster.await(replicas.get(0).status()).followers().get(1);
  }

  private List<Noted> remarks() {
    return cluster.trace().events().stream()
        .filter(Noted.class::isInstance)
        .map(Noted.class::cast)
        .filter(noted -> noted.remark().startsWith("lag alarm"))
        .toList();
  }

  @Test
  @DisplayName(
      "The alarm rings once when the limit is passed, and is over once when it has caught up")
  void once() {
    start(Mode.ASYNC);
    cluster.isolate("cyrene");
    Duration since = write();
    cluster.runFor(since.plus(LagWatch.LIMIT).minus(EARLY).minus(cluster.now()));
    assertThat(told).isEmpty();
    assertThat(cyrene().isAlarming()).isFalse();
    cluster.runFor(ofMinutes(5));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).isRinging()).isTrue();
    assertThat(told.get(0).follower()).isEqualTo("cyrene");
    assertThat(told.get(0).behind()).isBetween(LagWatch.LIMIT, LagWatch.LIMIT.plus(EARLY));
    assertThat(ofNanos(remarks().get(0).atNanos()).minus(since))
        .isBetween(LagWatch.LIMIT.minus(EARLY), LagWatch.LIMIT.plus(HEARTBEAT.multipliedBy(2)));
    assertThat(cyrene().isAlarming()).isTrue();
    cluster.heal();
    cluster.runFor(ofMinutes(1));
    assertThat(told).hasSize(2);
    assertThat(told.get(1).isRinging()).isFalse();
    assertThat(told.get(1).isLeaderGone()).isFalse();
    assertThat(cyrene().isAlarming()).isFalse();
    assertThat(cluster.await(replicas.get(0).status()).alarms()).isEqualTo(1);
    assertThat(remarks())
        .extracting(Noted::remark)
        .containsExactly(told.get(0).text(), told.get(1).text());
    assertThat(remarks().get(0).remark())
        .startsWith("lag alarm: cyrene is 10.0")
        .endsWith(" s behind, more than 10.000 s");
  }

  @Test
  @DisplayName("While others go on writing the lag counts from the first entry that it lacks")
  void underLoad() {
    start(Mode.QUORUM);
    cluster.isolate("cyrene");
    Duration since = write();
    while (told.isEmpty()) {
      write();
      cluster.runFor(ofMillis(20));
    }
    assertThat(cluster.now().minus(since))
        .isBetween(LagWatch.LIMIT.multipliedBy(3).dividedBy(4), LagWatch.LIMIT.plus(ofMillis(200)));
  }

  @Test
  @DisplayName("Who is gone lacks nothing until something is written, and then rings once")
  void gone() {
    start(Mode.QUORUM);
    cluster.crash("cyrene");
    cluster.runFor(ofMinutes(10));
    assertThat(told).isEmpty();
    write();
    cluster.runFor(ofMinutes(60));
    assertThat(told).hasSize(1);
    cluster.restart("cyrene");
    cluster.runFor(ofSeconds(2));
    assertThat(told).hasSize(2);
  }

  @Test
  @DisplayName("A new leader watches anew, and the old one says that it watches no more")
  void newLeader() {
    start(Mode.QUORUM);
    Operator operator = cluster.join("operator", new Operator());
    cluster.partition("athens byzantium", "cyrene");
    write();
    cluster.runFor(ofSeconds(12));
    assertThat(told).hasSize(1);
    cluster.cut("operator", "athens");
    assertThat(cluster.await(operator.promoteAfter(Duration.ZERO))).isEqualTo("byzantium");
    Duration since = cluster.now();
    cluster.runFor(ofSeconds(1));
    assertThat(told).hasSize(2);
    assertThat(told.get(1).isLeaderGone()).isTrue();
    assertThat(told.get(1).leader()).isEqualTo("athens");
    cluster.runFor(LagWatch.LIMIT.minus(ofSeconds(2)));
    assertThat(told).hasSize(2);
    cluster.runFor(since.plus(LagWatch.LIMIT).plus(ofMillis(500)).minus(cluster.now()));
    assertThat(told).hasSize(3);
    assertThat(told.get(2).leader()).isEqualTo("byzantium");
    assertThat(told.get(2).epoch()).isEqualTo(2);
    assertThat(told.get(2).isRinging()).isTrue();
  }

  @Test
  @DisplayName("The borders: exactly the limit does not ring, exactly half of it does not end it")
  void borders() {
    List<String> remarks = new ArrayList<>();
    LagWatch watch = new LagWatch(ofSeconds(4), told::add);
    watch.begin("athens", 1, remarks::add);
    watch.look("cyrene", ofSeconds(4));
    assertThat(told).isEmpty();
    watch.look("cyrene", ofSeconds(4).plusNanos(1));
    watch.look("byzantium", ofSeconds(3));
    assertThat(told).hasSize(1);
    for (Duration between : List.of(ofSeconds(3), ofSeconds(5), ofSeconds(2))) {
      watch.look("cyrene", between);
      assertThat(watch.isRingingFor("cyrene")).as("at %s", between).isTrue();
    }
    watch.look("cyrene", ofSeconds(2).minusNanos(1));
    watch.look("cyrene", ofSeconds(4));
    assertThat(told).extracting(LagAlarm::isRinging).containsExactly(true, false);
    assertThat(watch.times()).isEqualTo(1);
    assertThat(remarks)
        .containsExactly(
            "lag alarm: cyrene is 4.000 s behind, more than 4.000 s",
            "lag alarm over: cyrene is 2.000 s behind");
    watch.end();
    assertThat(told).as("nothing rang that could end").hasSize(2);
    assertThatThrownBy(() -> new LagWatch(Duration.ZERO, told::add))
        .hasMessage("the lag alarm rings beyond 0 ms: give 1 or more");
  }
}
