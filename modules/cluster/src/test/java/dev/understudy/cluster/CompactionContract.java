package dev.understudy.cluster;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.trace.Replaced;
import dev.understudy.cluster.trace.TraceEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a node that shortens its log is promised in every world. */
abstract class CompactionContract {
  Cluster cluster;
  Ledger athens; // its newest life

  abstract Cluster newCluster();

  @BeforeEach
  void start() {
    cluster = newCluster();
    cluster.start(() -> athens = new Ledger(), "athens");
    cluster.start(Ledger::new, "byzantium");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private Ledger.State byzantium() {
    return cluster.state("byzantium", Ledger.State.class);
  }

  long remarks(String remark) {
    return cluster.trace().events().stream()
        .filter(
            event -> event instanceof TraceEvent.Noted noted && noted.remark().equals(remark))
        .count();
  }

  @Test
  @DisplayName("A log that was replaced is there after a crash, with what came behind and was cut")
  void replaced() {
    cluster.await(athens.keepAll("alice", 10, 20, 30));
    cluster.await(athens.install("byzantium"));
    cluster.runFor(ofMillis(100));
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(byzantium()).isEqualTo(new Ledger.State(3, 3, 60, ""));
    assertThat(DurableBeforeVisible.violation(cluster.trace())).isEmpty();
    assertThat(cluster.trace().events())
        .filteredOn(TraceEvent.Saved.class::isInstance)
        .extracting(event -> ((TraceEvent.Saved) event).saved())
        .contains(new Replaced(3, 4));
  }

  @Test
  @DisplayName("The trace tells when a snapshot stands for the front of a log")
  void compacted() {
    cluster.await(athens.keepAll("alice", 10, 20, 30));
    assertThat(cluster.await(athens.compact())).isTrue();
    cluster.await(athens.keepAll("bob", 40, 50));
    cluster.await(athens.takeBack(50));
    cluster.runFor(ofMillis(100));
    assertThat(remarks("its log begins behind entry 3")).isOne();
    cluster.crash("athens");
    cluster.restart("athens");
    assertThat(cluster.state("athens", Ledger.State.class))
        .isEqualTo(new Ledger.State(3, 4, 100, "bob"));
  }

  @Test
  @DisplayName("What was kept is loaded at the start, and not later")
  void loadedLate() {
    assertThatThrownBy(() -> cluster.await(athens.loadLate()))
        .hasStackTraceContaining("what was kept is loaded in onStart(), and not later");
  }
}
