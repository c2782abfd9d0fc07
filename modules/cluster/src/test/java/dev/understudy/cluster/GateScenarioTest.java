package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.trace.TraceEvent;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must not happen although it was under way: in virtual time, where the moment can be chosen. */
class GateScenarioTest {
  /** A probe whose timer is set from outside. */
  private static final class Alarm extends Probe {
    Future<Void> set(Duration delay, String word) {
      return begin(promise -> {
        setTimer("alarm", delay, () -> heard.add(word));
        promise.complete();
      });
    }

    Future<Void> saveSomething() {
      return begin(promise -> {
        save(new Number(1));
        promise.complete();
      });
    }
  }

  @Test
  @DisplayName("A node that is cut off while its disk works never says what waited for the disk")
  void cutOffWhileFlushing() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      prober.keepAt("athens", 1);
      while (cluster.trace().events().stream().noneMatch(TraceEvent.Saved.class::isInstance)) {
        cluster.runFor(Duration.ofNanos(100_000));
      }
      cluster.nodeOf("athens").life.cutOff(); // the gate alone: its loop is turned on
      cluster.runFor(Duration.ofMillis(50));
      assertThat(cluster.trace().events())
          .noneMatch(
              event -> event instanceof TraceEvent.Sent sent && sent.from().equals("athens"))
          .noneMatch(TraceEvent.Flushed.class::isInstance);
      assertThat(cluster.await(prober.ping("athens", 1)).isOk()).isFalse();
    }
  }

  @Test
  @DisplayName(
      "A timer that went off while the disk worked, and was set again meanwhile, waits anew")
  void setAgainWhileFlushing() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Alarm alarm = cluster.join("alarm", new Alarm());
      cluster.await(alarm.saveSomething()); // the first flush takes longer: the file is new
      cluster.await(alarm.set(Duration.ofMillis(5), "first"));
      cluster.runFor(Duration.ofNanos(4_500_000));
      alarm.saveSomething();
      cluster.runFor(Duration.ofNanos(100_000));
      alarm.set(Duration.ofMillis(50), "second");
      cluster.runFor(Duration.ofMillis(20));
      assertThat(alarm.state().heard()).isEmpty();
      cluster.runFor(Duration.ofMillis(60));
      assertThat(alarm.state().heard()).containsExactly("second");
    }
  }
}
