package dev.understudy.sim;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it counts the threads of the JVM")
class WorldTest {
  /** A plain verticle made of one start action. */
  static VerticleBase verticle(Consumer<Vertx> start) {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        start.accept(vertx);
        return Future.succeededFuture();
      }
    };
  }

  @Test
  @DisplayName("An hour of virtual time passes at once, and timers fire at their hour")
  void timePasses() {
    try (World world = World.fromSeed(1)) {
      List<Long> fired = new ArrayList<>();
      world
          .node("rome")
          .deploy(verticle(
              vertx -> vertx.setTimer(3_600_000, id -> fired.add(world.now().toSeconds()))));
      world.runFor(ofHours(1).minusMillis(1));
      assertThat(fired).isEmpty();
      world.runFor(ofMillis(1));
      assertThat(fired).containsExactly(3600L);
    }
  }

  @Test
  @DisplayName("The same seed gives the same run; another seed another order")
  void seedsDecide() {
    assertThat(conversation(7)).isEqualTo(conversation(7));
    TreeSet<String> orders = new TreeSet<>();
    for (long seed = 0; seed < 20; seed++) {
      orders.add(conversation(seed).toString());
    }
    assertThat(orders).hasSizeGreaterThan(10);
  }

  private static List<String> conversation(long seed) {
    try (World world = World.fromSeed(seed)) {
      List<String> heard = new ArrayList<>();
      List<String> names = List.of("athens", "byzantium", "cyrene");
      for (String name : names) {
        world.node(name).deploy(verticle(vertx -> {
          vertx.eventBus().<String>consumer(name, message -> {
            heard.add(world.now() + " " + name + " " + message.body());
            message.reply("to " + message.body());
          });
          vertx.setPeriodic(10, id -> {
            for (String other : names) {
              vertx
                  .eventBus()
                  .request(other, name)
                  .onSuccess(reply -> heard.add(name + " " + reply.body()));
            }
          });
        }));
      }
      world.runFor(ofMillis(100));
      heard.add("fingerprint " + world.fingerprint());
      return heard;
    }
  }

  @Test
  @DisplayName("Code of a node runs in its own task only, never nested in another node's")
  void neverNested() {
    try (World world = World.fromSeed(3)) {
      List<String> running = new ArrayList<>();
      List<String> faults = new ArrayList<>();
      List<String> seen = new ArrayList<>();
      List<Promise<String>> promise = new ArrayList<>();
      Context[] athens = new Context[1];
      world.node("athens").deploy(verticle(vertx -> {
        athens[0] = vertx.getOrCreateContext();
        promise.add(((ContextInternal) athens[0]).promise());
        promise
            .get(0)
            .future()
            .onComplete(r -> in(world, "athens", running, faults, seen, "future"));
        vertx.eventBus().consumer("a", m -> in(world, "athens", running, faults, seen, "message"));
      }));
      world
          .node("byzantium")
          .deploy(verticle(vertx -> vertx.setTimer(5, id -> {
            running.add("byzantium");
            vertx.eventBus().send("a", "x");
            promise.get(0).complete("done");
            athens[0].runOnContext(v -> in(world, "athens", running, faults, seen, "runOnContext"));
            running.remove("byzantium");
          })));
      world.runFor(ofSeconds(1));
      assertThat(faults).isEmpty();
      assertThat(seen).containsExactlyInAnyOrder("future", "message", "runOnContext");
    }
  }

  private static void in(
      World world,
      String node,
      List<String> running,
      List<String> faults,
      List<String> seen,
      String what) {
    if (!running.isEmpty() || world.current() == null || !world.current().name.equals(node)) {
      faults.add(what + " ran inside " + running + " on " + world.current());
    }
    seen.add(what);
  }

  @Test
  @DisplayName("A verticle deployed by a verticle lives on the same node")
  void childrenFollow() {
    try (World world = World.fromSeed(3)) {
      List<String> places = new ArrayList<>();
      world
          .node("rome")
          .deploy(verticle(
              vertx -> vertx.deployVerticle(verticle(inner -> places.add(world.current().name)))));
      world.runUntilIdle();
      assertThat(places).containsExactly("rome");
    }
  }

  @Test
  @DisplayName("Awaiting returns the result, or says with seed and time why there is none")
  void awaiting() {
    try (World world = World.fromSeed(99)) {
      world
          .node("rome")
          .deploy(verticle(vertx -> vertx.eventBus().consumer("echo", m -> m.reply(m.body()))));
      Future<Message<Object>> answer = world.vertx().eventBus().request("echo", "hello");
      assertThat(world.await(answer).body()).isEqualTo("hello");
      assertThatThrownBy(() -> world.await(Promise.promise().future()))
          .isInstanceOf(SimulationFailure.class)
          .hasMessageContaining("no task and no timer is left")
          .hasMessageContaining("seed 99");
      assertThatThrownBy(() -> world.await(Future.failedFuture("no such thing")))
          .hasMessageContaining("no such thing");
    }
  }

  @Test
  @DisplayName("What a verticle does not catch ends the run, with seed and time")
  void uncaught() {
    try (World world = World.fromSeed(5)) {
      world
          .node("rome")
          .deploy(verticle(vertx -> vertx.setTimer(250, id -> {
            throw new IllegalArgumentException("burnt");
          })));
      assertThatThrownBy(() -> world.runFor(ofSeconds(1)))
          .isInstanceOf(SimulationFailure.class)
          .hasMessageContaining("burnt")
          .hasMessageContaining("[seed 5, virtual time 0.250000 s]");
    }
  }

  @Test
  @DisplayName("A world that never falls idle says so instead of running for ever")
  void neverIdle() {
    try (World world = World.fromSeed(5)) {
      world.node("rome").deploy(verticle(vertx -> vertx.setPeriodic(1000, id -> {})));
      assertThatThrownBy(world::runUntilIdle).hasMessageContaining("use runFor");
    }
    try (World world = World.fromSeed(5)) {
      world.node("rome").deploy(verticle(vertx -> again(vertx.getOrCreateContext())));
      assertThatThrownBy(() -> world.runFor(ofSeconds(1)))
          .hasMessageContaining("time stands still");
      assertThatThrownBy(() -> world.await(Promise.promise().future()))
          .hasMessageContaining("time stands still");
    }
  }

  private static void again(Context context) {
    context.runOnContext(v -> again(context));
  }

  @Test
  @DisplayName("Whoever interrupts the caller stops the world, and the caller still knows of it")
  void interrupted() {
    try (World world = World.fromSeed(5)) {
      world.node("rome").deploy(verticle(vertx -> {
        vertx.setTimer(1, id -> Thread.currentThread().interrupt());
        vertx.setPeriodic(1, id -> {});
      }));
      assertThatThrownBy(() -> world.runFor(ofHours(24 * 365))).hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(world.now()).isLessThan(ofSeconds(3));
    }
  }

  @Test
  @DisplayName("A thread of its own that reaches into a loop fails the world")
  void foreignThread() throws InterruptedException {
    try (World world = World.fromSeed(5)) {
      Context[] context = new Context[1];
      world.node("rome").deploy(verticle(vertx -> context[0] = vertx.getOrCreateContext()));
      Thread thread = new Thread(() -> context[0].runOnContext(v -> {}), "intruder");
      thread.setUncaughtExceptionHandler((t, e) -> {});
      thread.start();
      thread.join();
      assertThatThrownBy(() -> world.runFor(ofSeconds(1)))
          .hasMessageContaining("thread 'intruder' reached into the loop of 'rome'");
    }
  }

  @Test
  @DisplayName("A world cannot be turned from inside one of its tasks")
  void notReentrant() {
    try (World world = World.fromSeed(5)) {
      world
          .node("rome")
          .deploy(verticle(vertx -> vertx.setTimer(1, id -> world.runFor(ofSeconds(1)))));
      assertThatThrownBy(() -> world.runFor(ofSeconds(1))).hasMessageContaining("from inside");
    }
  }

  @Test
  @DisplayName("Worlds leave neither threads nor memory behind")
  void worldsAreDropped() {
    for (int i = 0; i < 50; i++) {
      conversation(i);
    }
    int threads = Thread.getAllStackTraces().size();
    for (int i = 0; i < 500; i++) {
      conversation(i);
    }
    assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads + 1);
  }
}
