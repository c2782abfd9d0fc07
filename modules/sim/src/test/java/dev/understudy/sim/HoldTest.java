package dev.understudy.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HoldTest {
  private final World world = World.fromSeed(1);
  private final SimulatedNode rome = world.node("rome");
  private final SimulatedNode paris = world.node("paris");
  private final List<String> heard = new ArrayList<>();

  /** Writes down what it hears, and says it back. */
  private final class Listener extends AbstractVerticle {
    @Override
    public void start() {
      vertx.eventBus().consumer("rome", this::onGreeting);
    }

    private void onGreeting(Message<String> message) {
      heard.add(message.body());
      message.reply("re: " + message.body());
    }
  }

  /** Says two things at once, and after a second a third. */
  private final class Speaker extends AbstractVerticle {
    @Override
    public void start() {
      vertx.setTimer(1, now -> {
        say("one");
        say("two");
      });
      vertx.setTimer(1000, later -> say("three"));
    }

    private void say(String what) {
      vertx.eventBus().<String>request("rome", what).onSuccess(answer -> heard.add(answer.body()));
    }
  }

  private Hold hold;

  @BeforeEach
  void deploy() {
    rome.deploy(new Listener());
    paris.deploy(new Speaker());
    hold = Hold.of(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void speak() {
    hold.passTo(hold.nextTimer(paris));
    hold.turn(paris);
  }

  @Test
  @DisplayName("Nothing happens by itself: a message waits to be handed over, a node to be turned")
  void byHand() {
    assertThat(hold.messages()).isEmpty();
    speak();
    assertThat(hold.messages()).hasToString("[paris -> rome one, paris -> rome two]");
    hold.turn(rome);
    assertThat(heard).isEmpty();
    hold.messages().get(0).handOver();
    assertThat(heard).isEmpty();
    hold.turn(rome);
    assertThat(heard).containsExactly("one");
    assertThat(hold.messages()).hasToString("[paris -> rome two, rome -> paris re: one]");
  }

  @Test
  @DisplayName("Any order will do, also one that no network would choose")
  void anyOrder() {
    speak();
    hold.messages().get(1).handOver();
    hold.turn(rome);
    hold.messages().get(1).handOver();
    hold.turn(paris);
    hold.messages().get(0).handOver();
    hold.turn(rome);
    assertThat(heard).containsExactly("two", "re: two", "one");
  }

  @Test
  @DisplayName("Time passes when it is told to, and wakes nobody who is not turned")
  void time() {
    Duration first = hold.nextTimer(paris);
    hold.passTo(Duration.ofHours(1));
    assertThat(world.now()).isEqualTo(Duration.ofHours(1));
    assertThat(first).isLessThan(Duration.ofMillis(10));
    assertThat(hold.messages()).isEmpty();
    assertThat(hold.nextTimer(rome)).isNull();
    hold.passTo(Duration.ofMinutes(1));
    assertThat(world.now()).isEqualTo(Duration.ofHours(1));
    hold.turn(paris);
    assertThat(hold.messages()).hasSize(3);
  }

  @Test
  @DisplayName("A message that is lost is told of, and one to a crashed node too")
  void lost() {
    List<String> drops = new ArrayList<>();
    world.onDrop((from, to, body, reason) -> drops.add(from + to + body + reason));
    speak();
    hold.messages().get(0).lose("on purpose");
    rome.crash();
    hold.messages().get(0).handOver();
    assertThat(hold.messages()).isEmpty();
    assertThat(drops).containsExactly("parisromeoneon purpose", "parisrometwocrashed");
  }

  @Test
  @DisplayName("What a node had sent outlives its crash, and reaches who has restarted")
  void crash() {
    speak();
    paris.crash();
    rome.crash();
    assertThat(hold.messages()).hasSize(2);
    world.await(rome.deploying(new Listener(), new DeploymentOptions()));
    hold.messages().get(0).handOver();
    hold.turn(rome);
    assertThat(heard).containsExactly("one");
  }

  @Test
  @DisplayName("A world with messages on the wire is not held: they would arrive by themselves")
  void quiet() {
    try (World busy = World.fromSeed(1)) {
      busy.node("rome").deploy(new Listener());
      busy.node("paris").deploy(new Speaker());
      busy.runFor(Duration.ofMillis(1));
      assertThatThrownBy(() -> Hold.of(busy))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("messages are under way: let them arrive before the world is held");
    }
  }

  @Test
  @DisplayName("A verticle that fails fails the turn, with the seed")
  void failure() {
    paris.deploy(new AbstractVerticle() {
      @Override
      public void start() {
        vertx.setTimer(1, fired -> {
          throw new IllegalStateException("on purpose");
        });
      }
    });
    assertThatThrownBy(this::speak)
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("on purpose")
        .hasMessageContaining("seed 1");
  }
}
