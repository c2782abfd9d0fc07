package dev.understudy.cluster;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimulatedCompactionScenarioTest extends CompactionContract {
  private static final long SEEDS = 100;

  @Override
  Cluster newCluster() {
    return Cluster.simulated(42);
  }

  private Ledger.State restarted() {
    cluster.crash("athens");
    cluster.restart("athens");
    return cluster.state("athens", Ledger.State.class);
  }

  @Test
  @DisplayName("While a snapshot is being written another one is refused, and work goes on")
  void refused() {
    cluster.begin(new Fault.SlowDisk("athens", ofMillis(20)));
    cluster.await(athens.keepAll("alice", 10));
    assertThat(cluster.await(athens.compact())).isTrue();
    assertThat(cluster.await(athens.compact())).isFalse();
    cluster.await(athens.keepAll("alice", 20));
    cluster.runFor(ofMillis(500));
    assertThat(cluster.await(athens.compact())).isTrue();
    assertThat(remarks("its log begins behind entry 1")).isOne();
    cluster.runFor(ofMillis(500));
    assertThat(restarted()).isEqualTo(new Ledger.State(2, 2, 30, "alice"));
  }

  @Test
  @DisplayName("A crash leaves the whole log, or the snapshot and the rest, whenever it comes")
  void crashesWhileCompacting() {
    long sum = 0;
    long last = 0;
    int whole = 0;
    int behindSnapshot = 0;
    for (int round = 0; round < 200; round++) {
      cluster.await(athens.keepAll("owner " + round, round, 1));
      sum += round + 1;
      last += 2;
      long before = cluster.state("athens", Ledger.State.class).start();
      athens.compact();
      cluster.runFor(Duration.ofNanos(100_000L * (round % 80)));
      Ledger.State found = restarted();
      assertThat(found.start()).isIn(before, last);
      assertThat(found).isEqualTo(new Ledger.State(found.start(), last, sum, "owner " + round));
      whole += found.start() == before ? 1 : 0;
      behindSnapshot += found.start() == last ? 1 : 0;
    }
    assertThat(whole).isGreaterThan(20);
    assertThat(behindSnapshot).isGreaterThan(20);
  }

  @Test
  @DisplayName("On a full disk the log keeps its front, and says so")
  void fullDisk() {
    cluster.await(athens.keepAll("alice", 10, 20));
    long full = cluster.begin(new Fault.DiskFull("athens", 0));
    assertThat(cluster.await(athens.compact())).isTrue();
    cluster.runFor(ofMillis(100));
    cluster.end(full);
    assertThat(cluster.trace().events().toString()).contains("keeps its whole log: ");
    cluster.await(athens.keepAll("alice", 30));
    assertThat(restarted()).isEqualTo(new Ledger.State(0, 3, 60, "alice"));
  }

  @Test
  @DisplayName(
      "W5 Whichever sync of a snapshot fails, the node stops, and starts again with all it had")
  void failedSync() {
    int stopped = 0;
    for (long micros = 0; micros < 10_000; micros += 250) {
      try (Cluster other = Cluster.simulated(micros)) {
        Ledger[] newest = new Ledger[1];
        other.start(() -> newest[0] = new Ledger(), "athens");
        other.await(newest[0].keepAll("alice", 10, 20));
        other.await(newest[0].compact());
        other.runFor(ofMillis(100));
        other.await(newest[0].keepAll("alice", 30));
        other.await(newest[0].compact());
        other.runFor(Duration.ofNanos(micros * 1_000));
        long failing = other.begin(new Fault.SyncFails("athens"));
        other.runFor(ofMillis(100));
        stopped += newest[0].life.isCutOff() ? 1 : 0;
        other.end(failing);
        other.runFor(ofMillis(100));
        assertThat(newest[0].life.hasStarted()).isTrue();
        assertThat(newest[0].state().sum()).as("after " + micros + " µs").isEqualTo(60);
      }
    }
    assertThat(stopped).isGreaterThan(4);
  }

  @Test
  @DisplayName("Whichever durable bit flips, a ledger refuses to start, or has what it had")
  void rot() {
    int started = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      try (Cluster rotten = Cluster.simulated(seed)) {
        Ledger[] newest = new Ledger[1];
        rotten.start(() -> newest[0] = new Ledger(), "athens");
        for (int round = 0; round < 3; round++) {
          rotten.await(newest[0].keepAll("alice", 10, 20));
          rotten.await(newest[0].compact());
          rotten.runFor(ofMillis(100));
        }
        rotten.crash("athens");
        rotten.begin(new Fault.BitRot("athens"));
        rotten.restart("athens");
        if (newest[0].life.hasStarted()) {
          started++;
          Ledger.State found = newest[0].state();
          assertThat(found.sum()).as("seed " + seed).isEqualTo(90);
          assertThat(found.last()).as("seed " + seed).isEqualTo(6);
        }
      }
    }
    assertThat(started).as("most bits are in what two snapshots make up for").isGreaterThan(50);
  }

  /** Installs a sum in another ledger that crashes soon after; true if it forgot what it confirmed. */
  private static boolean forgets(Supplier<Ledger> factory, long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.start(factory::get, "byzantium");
      Ledger athens = cluster.join("athens", new Ledger());
      cluster.await(athens.keepAll("alice", 10, 20));
      var asked = athens.begin(promise -> athens.ask(
          "byzantium",
          new Ledger.Message.Install(2, 30),
          ofMillis(500),
          Ledger.Message.Kept.class,
          promise::complete));
      cluster.runFor(new RandomStream(seed, "test").nextDuration(Duration.ZERO, ofMillis(8)));
      boolean confirmed = asked.isComplete();
      cluster.crash("byzantium");
      cluster.restart("byzantium");
      return confirmed && cluster.state("byzantium", Ledger.State.class).sum() != 30;
    }
  }

  @Test
  @DisplayName("Who says that a log is replaced before that is durable forgets what it confirmed")
  void replacementHeardBeforeDurable() {
    int caught = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(forgets(Ledger::new, seed)).as("seed " + seed).isFalse();
      caught += forgets(SpeakingLedger::new, seed) ? 1 : 0;
    }
    assertThat(caught).isPositive();
  }

  /** It answers before its disk has the snapshot. */
  private static final class SpeakingLedger extends Ledger {
    @Override
    protected boolean speaksBeforeFlush() {
      return true;
    }
  }
}
