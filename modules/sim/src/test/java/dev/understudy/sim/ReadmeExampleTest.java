package dev.understudy.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a stranger does with a world: two plain verticles, and a test that needs no sleep. */
class ReadmeExampleTest {
  /** Answers, when it is asked. */
  static final class Greeter extends VerticleBase {
    @Override
    public Future<?> start() {
      return vertx
          .eventBus()
          .<String>consumer("greet", message -> message.reply("hello " + message.body()))
          .completion();
    }
  }

  /** Asks until it is answered. */
  static final class Guest extends VerticleBase {
    String greeting = "none";
    int attempts;

    @Override
    public Future<?> start() {
      ask();
      return Future.succeededFuture();
    }

    private void ask() {
      attempts++;
      DeliveryOptions patience = new DeliveryOptions().setSendTimeout(100);
      vertx
          .eventBus()
          .<String>request("greet", "alice", patience)
          .onSuccess(reply -> greeting = reply.body())
          .onFailure(silence -> vertx.setTimer(1000, timer -> ask()));
    }
  }

  // @formatter:off
  // example
  @Test
  void theGuestAsksUntilTheGreeterIsBack() {
    try (World world = World.fromSeed(42)) {
      Guest guest = new Guest();
      world.node("rome").deploy(new Greeter());
      world.node("rome").crash();
      world.node("paris").deploy(guest);
      world.runFor(Duration.ofMinutes(10));      // passes in a moment
      assertThat(guest.greeting).isEqualTo("none");
      world.node("rome").deploy(new Greeter());  // a restart
      world.network().loss(0.3);                 // and a bad network
      world.runFor(Duration.ofMinutes(1));
      assertThat(guest.greeting).isEqualTo("hello alice");
    }
  }
  // /example
  // @formatter:on
}
