package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Probe.Message.Keep;
import dev.understudy.cluster.Probe.Message.Kept;
import dev.understudy.storage.UnsyncedLoss;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final Cluster cluster = Cluster.simulated(1);
  private Steps steps;

  @AfterEach
  void close() {
    cluster.close();
  }

  private Probe alice;

  private void begin(Supplier<Probe> factory) {
    cluster.start(factory, "athens", "byzantium");
    alice = cluster.join("alice", new Probe());
    steps = Steps.of(cluster);
  }

  private void ask(long number) {
    steps.act("alice", () -> alice.keepAt("athens", number));
  }

  private Envelope first() {
    return steps.underWay().get(0);
  }

  private Probe.State athens() {
    return cluster.state("athens", Probe.State.class);
  }

  @Test
  @DisplayName(
      "A step is one turn of one node: it is asked, it flushes, it says what waited for that")
  void oneTurn() {
    begin(Probe::new);
    ask(7);
    assertThat(steps.underWay()).extracting(Envelope::message).containsExactly(new Keep(7));
    assertThat(athens().kept()).isZero();
    steps.deliver(first());
    assertThat(athens().kept()).isEqualTo(7);
    assertThat(steps.underWay()).isEmpty();
    assertThat(steps.isFlushing("athens")).isTrue();
    assertThat(steps.situation("athens").unsaid())
        .extracting(Envelope::message)
        .containsExactly(new Kept(7));
    steps.finishFlush("athens");
    assertThat(steps.isFlushing("athens")).isFalse();
    steps.deliver(first());
    assertThat(alice.heard).isEmpty();
    assertThat(steps.situation("alice").asks()).isEmpty();
    assertThat(steps.situation("alice").timers()).isEmpty();
  }

  @Test
  @DisplayName("A crash while the disk works loses what was written, or does not, as one likes")
  void crash() {
    for (UnsyncedLoss loss : List.of(UnsyncedLoss.ALL, UnsyncedLoss.NONE)) {
      try (Cluster own = Cluster.simulated(1)) {
        own.start(Probe::new, "athens", "byzantium");
        Probe bob = own.join("bob", new Probe());
        Steps by = Steps.of(own);
        by.act("bob", () -> bob.keepAt("athens", 7));
        by.deliver(by.underWay().get(0));
        by.crash("athens", loss);
        assertThat(by.situation("athens").isDown()).isTrue();
        by.restart("athens");
        assertThat(own.state("athens", Probe.State.class).kept())
            .isEqualTo(loss == UnsyncedLoss.ALL ? 0 : 7);
        assertThat(by.situation("athens").incarnation()).isEqualTo(2);
      }
    }
  }

  @Test
  @DisplayName("A timer fires when it is told to, and only that of the node it is told to")
  void timers() {
    begin(Probe::new);
    steps.act("athens", () -> node("athens").timer(Duration.ofMillis(5)));
    steps.act("byzantium", () -> node("byzantium").timer(Duration.ofMillis(3)));
    long due = steps.situation("athens").timers().get("late");
    assertThat(due).isEqualTo(cluster.now().toNanos() + 5_000_000);
    steps.fire("athens", Duration.ofNanos(due));
    assertThat(athens().heard()).containsExactly("late");
    assertThat(node("byzantium").heard).isEmpty();
    assertThat(cluster.now()).isEqualTo(Duration.ofNanos(due));
    steps.fire("byzantium", Duration.ZERO);
    assertThat(node("byzantium").heard).containsExactly("late");
  }

  private Probe node(String name) {
    return (Probe) cluster.nodeOf(name);
  }

  @Test
  @DisplayName("What a node does depends on its own steps: a message that was never sent will do")
  void alone() {
    begin(Probe::new);
    ask(7);
    Envelope sent = first();
    steps.deliver(sent);
    Situation real = steps.situation("athens");
    try (Cluster other = Cluster.simulated(1)) {
      other.start(Probe::new, "athens", "byzantium");
      other.join("alice", new Probe());
      Steps alone = Steps.of(other);
      alone.receive(sent);
      assertThat(alone.situation("athens")).isEqualTo(real);
      alone.finishFlush("athens");
      steps.finishFlush("athens");
      assertThat(alone.underWay()).isEqualTo(steps.underWay());
    }
  }

  @Test
  @DisplayName("Two messages of two nodes keep their numbers whoever speaks first")
  void numbers() {
    begin(Probe::new);
    steps.act("byzantium", () -> node("byzantium").ping("athens", 1));
    ask(7);
    assertThat(steps.underWay())
        .extracting(envelope -> envelope.from() + " " + envelope.id())
        .containsExactly("byzantium 2000001", "alice 3000001");
  }

  @Test
  @DisplayName("Another disk content, another situation")
  void disk() {
    begin(Probe::new);
    Situation before = steps.situation("athens");
    assertThat(steps.situation("athens")).isEqualTo(before);
    ask(7);
    steps.deliver(first());
    steps.finishFlush("athens");
    assertThat(steps.situation("athens").disk()).isNotEqualTo(before.disk());
  }

  @Test
  @DisplayName("Nothing is waited for, and a local cluster does not stand still")
  void refused() {
    begin(Probe::new);
    assertThatThrownBy(() -> cluster.runFor(Duration.ofSeconds(1)))
        .hasMessage("nothing happens by itself here: move it by its steps");
    try (Cluster local = Cluster.local()) {
      assertThatThrownBy(() -> Steps.of(local))
          .hasMessageContaining("only a simulated cluster is moved step by step");
    }
  }
}
