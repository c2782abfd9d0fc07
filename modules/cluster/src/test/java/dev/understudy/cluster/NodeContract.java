package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a node and a cluster promise in every world. */
abstract class NodeContract {
  private Cluster cluster;
  private Probe prober;

  abstract Cluster newCluster();

  @BeforeEach
  void start() {
    cluster = newCluster();
    cluster.start(Probe::new, "athens", "byzantium", "cyrene");
    prober = cluster.join("prober", new Probe());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private Probe.State state(String name) {
    return cluster.state(name, Probe.State.class);
  }

  private boolean answers(String name) {
    return cluster.await(prober.ping(name, 1)).isOk();
  }

  @Test
  @DisplayName("What a handler asks for is done after it, and nothing is said before it is durable")
  void durableBeforeVisible() {
    for (long n = 1; n <= 20; n++) {
      assertThat(cluster.await(prober.keepAt("athens", n)))
          .isEqualTo(Outcome.ok(new Probe.Message.Kept(n)));
    }
    assertThat(DurableBeforeVisible.violation(cluster.trace())).isEmpty();
  }

  @Test
  @DisplayName("What was said survives a crash; every field is forgotten, what was saved is back")
  void crashAndRestart() {
    cluster.await(prober.keepAt("athens", 7));
    cluster.await(prober.ping("athens", 1));
    cluster.await(prober.keepAt("athens", 8));
    cluster.crash("athens");
    assertThat(cluster.await(prober.keepAt("athens", 9)))
        .isEqualTo(Outcome.unknown("no answer from athens"));
    cluster.restart("athens");
    assertThat(state("athens").kept()).isEqualTo(8);
    assertThat(state("athens").log()).containsExactly(7L, 8L);
    assertThat(state("athens").heard()).isEmpty();
    assertThat(answers("athens")).isTrue();
  }

  @Test
  @DisplayName("Events that come together, or while the disk works, share one flush")
  void groupCommit() {
    cluster.pause("athens"); // or in real time it could be done with each before the next is said
    cluster.await(prober.tell("athens", 1, 100));
    assertThat(answers("byzantium")).as("all has been said").isTrue();
    cluster.resume("athens");
    while (state("athens").kept() < 100) {
      assertThat(answers("athens")).isTrue();
    }
    assertThat(answers("athens")).as("the last flush is over").isTrue();
    List<TraceEvent.Flushed> flushes = cluster.trace().events().stream()
        .filter(TraceEvent.Flushed.class::isInstance)
        .map(TraceEvent.Flushed.class::cast)
        .toList();
    assertThat(flushes.stream().mapToInt(TraceEvent.Flushed::records).sum()).isEqualTo(200);
    assertThat(flushes.size()).isLessThan(100);
  }

  @Test
  @DisplayName("A timer set again replaces itself, and a cancelled one never fires")
  void timers() {
    cluster.await(prober.timers());
    assertThat(state("prober").heard()).containsExactly("second");
  }

  @Test
  @DisplayName("No timer outlives a crash")
  void timersDieWithTheNode() {
    Probe delphi = cluster.join("delphi", new Probe());
    cluster.await(delphi.timer(Duration.ofMillis(20)));
    cluster.crash("delphi");
    cluster.runFor(Duration.ofMillis(60));
    assertThat(delphi.state().heard()).isEmpty();
  }

  @Test
  @DisplayName("A paused node says nothing, and afterwards misses nothing that waited for it")
  void pause() {
    cluster.pause("athens");
    Future<Outcome<Probe.Message.Kept>> asked = prober.keepAt("athens", 5);
    assertThat(cluster.await(asked)).isEqualTo(Outcome.unknown("no answer from athens"));
    cluster.resume("athens");
    assertThat(answers("athens")).isTrue();
    assertThat(state("athens").kept()).isEqualTo(5);
  }

  @Test
  @DisplayName("A pause with a duration ends by itself")
  void shortPause() {
    cluster.pause("athens", Duration.ofMillis(100));
    cluster.runFor(Duration.ofMillis(150));
    assertThat(answers("athens")).isTrue();
    assertThat(cluster.trace().events().stream().filter(FaultEnded.class::isInstance))
        .hasSize(1);
  }

  @Test
  @DisplayName("Isolated means both ways, a cut one way, a partition between its groups only")
  void network() {
    Probe byzantium = cluster.join("guest", new Probe());
    cluster.isolate("athens");
    assertThat(answers("athens")).isFalse();
    assertThat(answers("byzantium")).isTrue();
    cluster.heal();
    assertThat(answers("athens")).isTrue();
    cluster.cut("athens", "prober");
    assertThat(cluster.await(prober.keepAt("athens", 3)).isOk()).isFalse();
    assertThat(state("athens").kept()).as("it heard, but its answer was lost").isEqualTo(3);
    cluster.heal();
    cluster.partition("athens prober", "byzantium guest");
    assertThat(answers("athens")).isTrue();
    assertThat(answers("byzantium")).isFalse();
    assertThat(answers("cyrene")).as("in no group").isTrue();
    assertThat(cluster.await(byzantium.ping("byzantium", 1)).isOk()).isTrue();
    cluster.heal();
    assertThat(answers("byzantium")).isTrue();
    List<FaultKind> kinds = cluster.trace().events().stream()
        .filter(FaultBegan.class::isInstance)
        .map(event -> ((FaultBegan) event).kind())
        .toList();
    assertThat(kinds).containsExactly(FaultKind.PARTITION, FaultKind.CUT, FaultKind.PARTITION);
  }

  @Test
  @DisplayName("With loss some messages arrive and some do not, and the trace says which")
  void loss() {
    cluster.lose(0.5);
    cluster.await(prober.tell("athens", 1, 200));
    cluster.heal();
    assertThat(answers("athens")).isTrue();
    long lost = cluster.trace().events().stream()
        .filter(event -> event instanceof TraceEvent.Dropped d && d.reason().equals("loss"))
        .filter(event -> event.where().equals("athens"))
        .count();
    assertThat(lost).isBetween(50L, 150L);
    assertThat(state("athens").log()).hasSize(200 - (int) lost);
  }

  @Test
  @DisplayName("A duplicate is handled twice, an answer only once")
  void duplicates() {
    cluster.network().duplication(1);
    assertThat(cluster.await(prober.keepAt("athens", 4)).isOk()).isTrue();
    cluster.network().heal();
    while (state("athens").log().size() < 2) {
      assertThat(answers("athens")).isTrue();
    }
    assertThat(state("athens").log()).containsExactly(4L, 4L);
  }

  @Test
  @DisplayName("A slow node answers late, and is quick again afterwards")
  void slow() {
    cluster.slow("athens", Duration.ofMillis(30));
    Duration before = cluster.now();
    for (int i = 0; i < 3; i++) {
      assertThat(answers("athens")).isTrue();
    }
    assertThat(cluster.now().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
    cluster.slow("athens", Duration.ZERO);
    assertThat(answers("athens")).isTrue();
  }

  @Test
  @DisplayName("A skewed wall clock is off by what it was told")
  void skew() {
    cluster.skew("athens", Duration.ofMinutes(-5));
    assertThat(prober.wallClock().minusSeconds(290)).isAfter(clockOf("athens"));
    cluster.skew("athens", Duration.ZERO);
    assertThat(prober.wallClock().minusSeconds(10)).isBefore(clockOf("athens"));
    assertThat(cluster.trace().events())
        .filteredOn(FaultEnded.class::isInstance)
        .hasSize(1);
  }

  private java.time.Instant clockOf(String name) {
    return cluster.nodeOf(name).wallClock();
  }

  @Test
  @DisplayName("A fault as a value begins and ends alone, in every world")
  void faultsAsValues() {
    long crash = cluster.begin(new Fault.Crash("athens", null));
    assertThat(cluster.begin(new Fault.Crash("athens", null))).isZero();
    assertThat(cluster.isRunning("athens")).isFalse();
    assertThat(answers("athens")).isFalse();
    cluster.end(crash);
    cluster.runFor(Duration.ofMillis(50));
    assertThat(cluster.isRunning("athens")).isTrue();
    assertThat(answers("athens")).isTrue();
    long pause = cluster.begin(new Fault.Pause("athens"));
    long cut = cluster.begin(new Fault.Broken("athens", "prober"));
    cluster.end(pause);
    assertThat(answers("athens")).isFalse();
    cluster.end(cut);
    assertThat(answers("athens")).isTrue();
    cluster.begin(new Fault.RegionLoss(List.of("athens", "byzantium"), false));
    assertThat(answers("athens")).isFalse();
    cluster.heal();
    assertThat(answers("athens")).isTrue();
    long slow = cluster.begin(new Fault.Delay(
        new Fault.Traffic("", "athens", "Ping"), Duration.ofSeconds(1), Duration.ofSeconds(1), 0));
    assertThat(answers("athens")).isFalse();
    cluster.end(slow);
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(answers("athens")).isTrue();
    cluster.begin(new Fault.Step("athens", Duration.ofMinutes(-5)));
    assertThat(prober.wallClock().minusSeconds(290)).isAfter(clockOf("athens"));
    cluster.begin(new Fault.Flapping(
        new Fault.Isolate("athens"), Duration.ofMillis(700), Duration.ofMillis(700)));
    assertThat(answers("athens")).isFalse();
    cluster.runFor(Duration.ofMillis(300));
    assertThat(answers("athens")).isTrue();
    long region = cluster.begin(new Fault.RegionLoss(List.of("byzantium"), true));
    assertThat(cluster.isRunning("byzantium")).isFalse();
    cluster.heal();
    assertThat(answers("byzantium")).as("no network brings the power back").isFalse();
    cluster.end(region);
    cluster.runFor(Duration.ofMillis(50));
    assertThat(answers("byzantium")).isTrue();
    assertThat(answers("athens")).isTrue();
  }

  @Test
  @DisplayName("Wrong verbs say what was wrong and what to do")
  void misuse() {
    assertThatThrownBy(() -> cluster.crash("sparta"))
        .hasMessage("there is no 'sparta' here, only athens, byzantium, cyrene, prober");
    assertThatThrownBy(() -> cluster.restart("athens")).hasMessageContaining("crash it first");
    assertThatThrownBy(() -> cluster.start(Probe::new, "athens")).hasMessageContaining("already");
    assertThatThrownBy(() -> cluster.start(Probe::new, " ")).hasMessageContaining("blank");
    cluster.crash("prober");
    assertThatThrownBy(() -> cluster.restart("prober")).hasMessageContaining("no member");
    cluster.crash("athens");
    assertThatThrownBy(() -> cluster.crash("athens")).hasMessageContaining("restart it first");
    assertThatThrownBy(() -> cluster.pause("athens")).hasMessageContaining("restart it first");
  }

  @Test
  @DisplayName("A node without a handler for one of its messages does not start")
  void missingHandler() {
    Node incomplete = new Node() {
      @Override
      protected Handlers handlers() {
        return Handlers.of(Probe.Message.class).on(Probe.Message.Ping.class, (from, ping) -> {});
      }

      @Override
      public Record state() {
        return new Probe.Number(0);
      }
    };
    assertThatThrownBy(() -> cluster.join("delphi", incomplete))
        .hasMessageContaining("node 'delphi' has no handler for Keep, Kept, Pong");
  }
}
