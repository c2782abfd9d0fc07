package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.zoo.SpeaksBeforeFlush;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostBrokenTwinTest {
  /** Crashes a node at a random moment again and again; true if it forgot what it had confirmed. */
  private static boolean forgets(Supplier<Probe> factory, long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.start(factory::get, "athens");
      Probe prober = cluster.join("prober", new Probe());
      var random = new dev.understudy.sim.RandomStream(seed, "test");
      for (long n = 1; n <= 20; n++) {
        var asked = prober.keepAt("athens", n);
        cluster.runFor(random.nextDuration(Duration.ZERO, Duration.ofMillis(6)));
        boolean confirmed = asked.isComplete() && asked.result().isOk();
        cluster.crash("athens");
        cluster.restart("athens");
        if (confirmed && cluster.state("athens", Probe.State.class).kept() < n) {
          return true;
        }
        cluster.await(asked);
      }
      return false;
    }
  }

  @Test
  @DisplayName("Z14 A host that speaks before the flush forgets what it confirmed; ours never does")
  void speaksBeforeFlush() {
    int caught = 0;
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(forgets(Probe::new, seed)).as("seed " + seed).isFalse();
      caught += forgets(SpeaksBeforeFlush::new, seed) ? 1 : 0;
    }
    assertThat(caught).isPositive();
  }

  @Test
  @DisplayName("Z14 The law 'durable before visible' read from a trace catches it at once")
  void traceLaw() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(SpeaksBeforeFlush::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.await(prober.keepAt("athens", 1));
      assertThat(DurableBeforeVisible.violation(cluster.trace()))
          .hasValueSatisfying(words -> assertThat(words).contains("athens says Kept[number=1]"));
    }
  }
}
