package dev.understudy.sim;

import static dev.understudy.sim.WorldTest.verticle;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A message meets the same network whether it is sent or published, to one receiver or to many. */
class DeliveryTest {
  private final World world = World.fromSeed(11);
  private final List<Object> got = new ArrayList<>();
  private final List<String> drops = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private VerticleBase listener(String address) {
    return verticle(vertx -> vertx.eventBus().consumer(address, m -> got.add(m.body())));
  }

  private void noteDrops() {
    world.onDrop(
        (from, to, body, reason) -> drops.add(from + ">" + to + " " + body + " " + reason));
  }

  @Test
  @DisplayName("A link keeps the order of what is published and what is sent")
  void order() {
    world.network().latency(ofMillis(1), ofMillis(20));
    world.node("byzantium").deploy(listener("b"));
    world.node("athens").deploy(verticle(vertx -> {
      for (int i = 0; i < 20; i += 2) {
        vertx.eventBus().publish("b", i);
        vertx.eventBus().send("b", i + 1);
      }
    }));
    world.runUntilIdle();
    assertThat(got).hasSize(20).isSortedAccordingTo((a, b) -> (int) a - (int) b);
  }

  @Test
  @DisplayName("A published message is duplicated too, and a duplicate shows what was sent")
  void duplicates() {
    world.network().duplication(1);
    for (String name : List.of("byzantium", "cyrene")) {
      world
          .node(name)
          .deploy(verticle(vertx -> vertx.eventBus().<JsonObject>consumer("all", m -> {
            got.add(name + m.body().encode() + m.headers().size());
            m.body().put("spoilt", true);
          })));
    }
    world
        .node("athens")
        .deploy(verticle(vertx -> vertx.eventBus().publish("all", new JsonObject())));
    world.runUntilIdle();
    assertThat(got)
        .containsExactlyInAnyOrder("byzantium{}0", "byzantium{}0", "cyrene{}0", "cyrene{}0");
  }

  @Test
  @DisplayName("A message that one of several may get is duplicated to the same one")
  void duplicateToOneOfMany() {
    world.network().duplication(1);
    for (String name : List.of("byzantium", "cyrene")) {
      world
          .node(name)
          .deploy(verticle(vertx -> vertx.eventBus().consumer("any", m -> got.add(name))));
    }
    world.node("athens").deploy(verticle(vertx -> vertx.eventBus().send("any", "x")));
    world.runUntilIdle();
    assertThat(got).hasSize(2);
    assertThat(got.get(0)).isEqualTo(got.get(1));
  }

  @Test
  @DisplayName("How long a message is under way is no matter of its receiver's clock")
  void receiversClock() {
    world.node("byzantium").deploy(listener("b"));
    world.network().latency(ofMillis(10), ofMillis(10));
    world.node("athens").deploy(verticle(vertx -> vertx.eventBus().publish("b", "x")));
    world.runFor(ofMillis(1));
    world.node("byzantium").jump(ofMinutes(-5));
    world.runFor(ofMillis(10));
    assertThat(got).containsExactly("x");
  }

  @Test
  @DisplayName("Whether a cut stops a message is decided when it leaves, not when it is read")
  void cutAtSending() {
    world.node("byzantium").deploy(listener("b"));
    world
        .node("athens")
        .deploy(verticle(vertx -> vertx.setTimer(5, id -> vertx.eventBus().publish("b", "x"))));
    world.node("byzantium").pause();
    world.network().cut("athens", "byzantium");
    world.runFor(ofSeconds(1));
    world.network().heal();
    world.node("byzantium").resume();
    world.runFor(ofSeconds(1));
    assertThat(got).isEmpty();
  }

  @Test
  @DisplayName("A node that crashes in the middle of its own task says nothing after that")
  void crashInOwnTask() {
    world.node("byzantium").deploy(listener("b"));
    world
        .node("athens")
        .deploy(verticle(vertx -> vertx.setTimer(5, id -> {
          world.node("athens").crash();
          vertx.eventBus().send("b", "sent");
          vertx.eventBus().publish("b", "published");
        })));
    world.runFor(ofSeconds(1));
    assertThat(got).isEmpty();
  }

  @Test
  @DisplayName("Every message that a crash took is told of: what lay in the queue, what came later")
  void drops() {
    noteDrops();
    for (String name : List.of("byzantium", "cyrene")) {
      world.node(name).deploy(listener("all"));
    }
    world.node("byzantium").pause();
    world.node("athens").deploy(verticle(vertx -> {
      vertx.eventBus().publish("all", "queued");
      vertx.setTimer(100, id -> vertx.eventBus().publish("all", "late"));
    }));
    world.runFor(ofMillis(50));
    world.node("byzantium").crash();
    world.runFor(ofMillis(200));
    assertThat(drops)
        .containsExactly("athens>byzantium queued crashed", "athens>byzantium late crashed");
    assertThat(got).containsExactly("queued", "late");
  }
}
