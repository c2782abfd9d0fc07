package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.SetAside;
import dev.understudy.cluster.fault.Fault.DiskFull;
import dev.understudy.cluster.fault.Fault.Failpoint;
import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.trace.Aside;
import dev.understudy.cluster.trace.TraceEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a deposed leader must cut is not lost without a trace: its operator finds it in a file. */
class CutTailScenarioTest {
  private static final List<String> LINES = List.of(
      "{\"index\":3,\"entry\":{\"epoch\":1,\"request\":{\"client\":\"alice\",\"sequence\":2,"
          + "\"command\":{\"Put\":{\"key\":\"toy\",\"value\":\"left\"}},\"wish\":\"\"}}}",
      "{\"index\":4,\"entry\":{\"epoch\":1,\"request\":{\"client\":\"alice\",\"sequence\":3,"
          + "\"command\":{\"Put\":{\"key\":\"toy\",\"value\":\"right\"}},\"wish\":\"\"}}}");
  private static final SetAside CUT = new SetAside("cut-from-3-to-4-of-epoch-1.jsonl", LINES);

  private static Replica.State athens(Cluster cluster) {
    return cluster.state("athens", Replica.State.class);
  }

  /** Athens acknowledges two writes that nobody else has, and byzantium leads. */
  private static void loses(Cluster cluster) {
    cluster.start(() -> new Replica(Mode.ASYNC), "athens", "byzantium", "cyrene");
    Operator operator = cluster.join("operator", new Operator());
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy", "here"));
    cluster.runFor(ofMillis(100));
    cluster.partition("athens alice", "byzantium cyrene operator");
    assertThat(cluster.await(alice.put("toy", "left"))).isEqualTo(Outcome.ok("here"));
    assertThat(cluster.await(alice.put("toy", "right"))).isEqualTo(Outcome.ok("left"));
    cluster.await(operator.promoteAfter(Duration.ZERO));
  }

  @Test
  @DisplayName("R3 What was acknowledged and must be cut is set aside first, word for word")
  void setAside() {
    try (Cluster cluster = Cluster.simulated(1)) {
      loses(cluster);
      assertThat(cluster.setAside("athens")).isEmpty();
      cluster.heal();
      cluster.runFor(ofSeconds(1));
      assertThat(athens(cluster).content()).containsEntry("toy", "here");
      assertThat(cluster.setAside("athens")).containsExactly(CUT);
      assertThat(cluster.setAside("byzantium")).isEmpty();
      assertThat(cluster.trace().events())
          .filteredOn(TraceEvent.Saved.class::isInstance)
          .extracting(event -> ((TraceEvent.Saved) event).saved())
          .contains(
              new Aside(CUT.file(), 2, LINES.stream().mapToInt(String::length).sum() + 2));
    }
  }

  @Test
  @DisplayName("Wherever the replica crashes about setting aside and cutting, all of it is aside in"
      + " the end; who led again meanwhile cuts the first entry of that too")
  void crashesBetween() {
    for (Point point : Point.values()) {
      for (int nth = 1; nth <= 8; nth++) {
        try (Cluster cluster = Cluster.simulated(nth)) {
          loses(cluster);
          long crash = cluster.begin(new Failpoint("athens", point, nth));
          cluster.heal();
          cluster.runFor(ofMillis(300));
          cluster.end(crash);
          cluster.runFor(ofSeconds(1));
          assertThat(cluster.setAside("athens"))
              .as(point + " " + nth)
              .isNotEmpty()
              .allSatisfy(aside -> {
                assertThat(aside.lines()).startsWith(LINES.toArray(String[]::new));
                assertThat(aside.lines().subList(2, aside.lines().size()))
                    .isSubsetOf("{\"index\":5,\"entry\":{\"epoch\":1,\"request\":null}}");
              });
          assertThat(athens(cluster).content()).containsEntry("toy", "here");
        }
      }
    }
  }

  @Test
  @DisplayName("Without room to set it aside nothing is cut: the replica stops, and says why")
  void noRoom() {
    try (Cluster cluster = Cluster.simulated(1)) {
      loses(cluster);
      long full = cluster.begin(new DiskFull("athens", 300));
      cluster.heal();
      cluster.runFor(ofSeconds(1));
      assertThat(cluster.isRunning("athens")).isFalse();
      assertThat(cluster.trace().events())
          .anyMatch(event -> event instanceof TraceEvent.Noted noted
              && noted.node().equals("athens")
              && noted.remark().startsWith("stops: disk full: no room for")
              && noted.remark().contains(" more bytes in " + CUT.file()));
      assertThat(cluster.setAside("athens")).isEmpty();
      cluster.end(full);
      cluster.runFor(ofSeconds(1));
      assertThat(cluster.setAside("athens")).containsExactly(CUT);
      assertThat(athens(cluster).content()).containsEntry("toy", "here");
    }
  }
}
