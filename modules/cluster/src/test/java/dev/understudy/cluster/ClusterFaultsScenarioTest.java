package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClusterFaultsScenarioTest {
  private Cluster cluster;
  private Probe prober;

  @BeforeEach
  void start() {
    cluster = Cluster.simulated(1);
    cluster.start(Probe::new, "athens", "byzantium", "cyrene");
    prober = cluster.join("prober", new Probe());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private List<String> faults() {
    return cluster.trace().events().stream()
        .filter(event -> event instanceof FaultBegan || event instanceof FaultEnded)
        .map(event -> event instanceof FaultBegan began
            ? began.fault() + " " + began.detail()
            : ((FaultEnded) event).fault() + " ends")
        .toList();
  }

  @Test
  @DisplayName("The trace does not say that messages are lost when none is any more")
  void loseNone() {
    cluster.lose(0.5);
    cluster.lose(0.25);
    cluster.lose(0);
    cluster.lose(0);
    assertThat(faults())
        .containsExactly("1 50 % of all messages", "1 ends", "2 25 % of all messages", "2 ends");
  }

  @Test
  @DisplayName("A new partition ends the one that it replaces")
  void replacedPartition() {
    cluster.partition("athens", "byzantium cyrene");
    cluster.partition("athens byzantium", "cyrene");
    cluster.heal();
    assertThat(faults())
        .containsExactly(
            "1 athens | byzantium cyrene", "1 ends", "2 athens byzantium | cyrene", "2 ends");
  }

  @Test
  @DisplayName("A cut is mended one way, and other cuts stay")
  void mend() {
    cluster.cut("athens", "prober");
    cluster.cut("byzantium", "prober");
    cluster.mend("athens", "prober");
    cluster.mend("prober", "athens");
    assertThat(faults()).containsExactly("1 athens -> prober", "2 byzantium -> prober", "1 ends");
    assertThat(cluster.await(prober.ping("athens", 1)).isOk()).isTrue();
    assertThat(cluster.await(prober.ping("byzantium", 1)).isOk()).isFalse();
  }

  @Test
  @DisplayName("Duplicates and overtaking are faults too, and the trace says from when to when")
  void duplicateAndReorder() {
    cluster.network().latency(Duration.ofMillis(1), Duration.ofMillis(20));
    cluster.duplicate(1);
    cluster.reorder(true);
    cluster.await(prober.tell("athens", 1, 20));
    cluster.runFor(Duration.ofMillis(100));
    List<Long> log = cluster.state("athens", Probe.State.class).log();
    assertThat(log).hasSize(40).isNotEqualTo(log.stream().sorted().toList());
    cluster.reorder(false);
    cluster.duplicate(0);
    assertThat(faults())
        .containsExactly(
            "1 100 % arrive twice", "2 messages may overtake each other", "2 ends", "1 ends");
  }

  @Test
  @DisplayName("A verb that is refused leaves no fault behind")
  void refused() {
    assertThatThrownBy(() -> cluster.lose(2)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> cluster.duplicate(-1)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> cluster.mend("athens", "sparta")).hasMessageContaining("no 'sparta'");
    assertThat(faults()).isEmpty();
  }

  @Test
  @DisplayName("A pause whose time runs out after a crash does not end a later pause")
  void oldPause() {
    cluster.pause("athens", Duration.ofMillis(50));
    cluster.crash("athens");
    cluster.restart("athens");
    cluster.pause("athens");
    assertThat(cluster.now()).isLessThan(Duration.ofMillis(50));
    cluster.runFor(Duration.ofMillis(200));
    assertThat(faults()).containsExactly("1 athens", "1 ends", "2 athens", "2 ends", "3 athens");
  }

  @Test
  @DisplayName("Whose disk is lost comes back with nothing, and may lose it again")
  void lostDisk() {
    assertThatThrownBy(() -> cluster.loseDisk("athens")).hasMessageContaining("crash it first");
    for (int life = 0; life < 2; life++) {
      cluster.await(prober.tell("athens", 1, 3));
      cluster.runFor(Duration.ofMillis(50));
      cluster.crash("athens");
      cluster.loseDisk("athens");
      cluster.restart("athens");
      assertThat(cluster.state("athens", Probe.State.class).log()).isEmpty();
    }
    assertThat(faults())
        .containsExactly(
            "1 athens",
            "2 athens's disk is lost",
            "1 ends",
            "2 ends",
            "3 athens",
            "4 athens's disk is lost",
            "3 ends",
            "4 ends");
  }
}
