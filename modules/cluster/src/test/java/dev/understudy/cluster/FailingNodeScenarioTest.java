package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.trace.TraceEvent;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailingNodeScenarioTest {
  /** Asks for everything, and then stumbles. */
  private static final class Clumsy extends Probe {
    @Override
    void onKeep(String from, Message.Keep keep) {
      super.onKeep(from, keep);
      if (keep.number() == 13) {
        throw new IllegalStateException("stumbled over 13");
      }
    }
  }

  @Test
  @DisplayName("A turn that ends half done says nothing, ever, and its node stops")
  void halfDone() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Clumsy::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      assertThat(cluster.await(prober.keepAt("athens", 1)).isOk()).isTrue();
      assertThatThrownBy(() -> cluster.await(prober.keepAt("athens", 13)))
          .hasMessageContaining("stumbled over 13")
          .hasMessageContaining("[seed 1, virtual time ");
      assertThat(cluster.await(prober.keepAt("athens", 2)).isOk()).isFalse();
      assertThat(cluster.trace().text()).contains("note: stops: stumbled over 13");
      assertThat(cluster.trace().events())
          .filteredOn(event -> event instanceof TraceEvent.Sent s && s.from().equals("athens"))
          .hasSize(1);
      cluster.crash("athens");
      cluster.restart("athens");
      assertThat(cluster.await(prober.keepAt("athens", 3)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("A node that was slow is quick at once, also with a turn that was due later")
  void quickAgain() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.slow("athens", Duration.ofMinutes(5));
      var asked = prober.ping("athens", 1);
      cluster.runFor(Duration.ofMillis(100));
      cluster.slow("athens", Duration.ZERO);
      cluster.runFor(Duration.ofMillis(100));
      assertThat(asked.isComplete()).isTrue();
      assertThat(asked.result().isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("A client that joined before any member fails its calls, and says why")
  void noMembers() {
    try (Cluster cluster = Cluster.simulated(1)) {
      assertThat(cluster.await(cluster.client("alice").put("toy", "here")))
          .isEqualTo(
              Outcome.fail("there was no member when this client joined: start the members first"));
    }
  }

  @Test
  @DisplayName("An answer that is being handled cannot be answered")
  void replyToAnAnswer() {
    Probe polite = new Probe() {
      @Override
      protected void onStart() {
        ask(
            "athens",
            new Message.Ping(1),
            Duration.ofSeconds(1),
            Message.Pong.class,
            pong -> reply(new Message.Ping(2)));
      }
    };
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      cluster.join("prober", polite);
      assertThatThrownBy(() -> cluster.runFor(Duration.ofSeconds(1)))
          .hasMessageContaining("nobody to answer");
    }
  }
}
