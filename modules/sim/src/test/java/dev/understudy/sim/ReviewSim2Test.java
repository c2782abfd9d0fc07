package dev.understudy.sim;

import static dev.understudy.sim.ReviewSimTest.verticle;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings({"try", "rawtypes", "unchecked", "serial", "this-escape"})
class ReviewSim2Test {
  @Test
  @DisplayName("S25 M1 Deployment ids are the same in two runs of one seed")
  void deploymentIds() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (World world = World.fromSeed(1)) {
        ids.add(world.node("a").deploy(verticle(v -> {})));
      }
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("S26 A timer that is never to fire does not hang a world whose clock jumps back")
  void hugeTimerAndJump() {
    World world = World.fromSeed(1);
    world.node("a").deploy(verticle(v -> v.setTimer(Long.MAX_VALUE, t -> {})));
    world.runFor(Duration.ofSeconds(1));
    world.node("a").jump(Duration.ofDays(-12));
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.now()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("S27 A timer that is never to fire does not hang a world whose clock drifts")
  void hugeTimerAndDrift() {
    World world = World.fromSeed(1);
    world.node("a").deploy(verticle(v -> v.setTimer(Long.MAX_VALUE, t -> {})));
    world.runFor(Duration.ofSeconds(1));
    world.node("a").drift(0.5);
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.now()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("S28 Ten thousand worlds leave no thread and no memory behind")
  void manyWorlds() {
    long threads = 0;
    long before = 0;
    for (int i = 0; i < 10_000; i++) {
      try (World world = World.fromSeed(i)) {
        world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> m.reply("y"))));
        world.node("a").deploy(verticle(v -> v.eventBus().request("x", 1)));
        world.runFor(Duration.ofSeconds(1));
        world.node("a").crash();
      }
      if (i == 2000) {
        threads = Thread.activeCount();
        before = used();
      }
    }
    long growth = used() - before;
    System.out.println("S28 threads " + threads + " -> " + Thread.activeCount() + ", heap growth "
        + growth / 1024 + " KiB in 8000 worlds");
    assertThat((long) Thread.activeCount()).isLessThanOrEqualTo(threads);
    assertThat(growth).isLessThan(4 << 20);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  @DisplayName(
      "S29 A timer of the test's own runs while a node is paused, also if set on another thread")
  void outsideTimerOtherThread() throws Exception {
    try (World world = World.fromSeed(1)) {
      world.node("a").deploy(verticle(v -> {}));
      world.node("a").pause();
      boolean[] fired = new boolean[1];
      Thread t = new Thread(() -> {
        world.vertx().setTimer(10, x -> fired[0] = true);
        world.runFor(Duration.ofSeconds(1));
      });
      t.start();
      t.join();
      assertThat(fired[0]).isTrue();
    }
  }

  @Test
  @DisplayName(
      "S30 A future that a verticle handed out and the test listens to does not run the test's code twice or nested")
  void nestedContextless() {
    try (World world = World.fromSeed(1)) {
      List<String> where = new ArrayList<>();
      Promise<String> shared = Promise.promise();
      world.node("a").deploy(new VerticleBase() {
        @Override
        public Future<?> start() {
          shared
              .future()
              .onComplete(r -> where.add("a's handler on "
                  + (Vertx.currentContext() == context ? "a" : "another node's loop")));
          return Future.succeededFuture();
        }
      });
      world.node("b").deploy(verticle(v -> v.setTimer(1, t -> shared.complete("x"))));
      world.node("a").crash();
      world.runFor(Duration.ofSeconds(1));
      assertThat(where).as("code of a crashed node").isEmpty();
    }
  }

  @Test
  @DisplayName(
      "S31 A context that outlives its crashed verticle runs nothing and says nothing to a new one")
  void oldContext() {
    try (World world = World.fromSeed(1)) {
      List<String> ran = new ArrayList<>();
      Context[] old = new Context[1];
      world.node("a").deploy(verticle(v -> old[0] = v.getOrCreateContext()));
      world.node("a").crash();
      world.node("a").deploy(verticle(v -> {}));
      old[0].runOnContext(x -> ran.add("old"));
      world.runFor(Duration.ofSeconds(1));
      assertThat(ran).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "S32 A crash during the start of a verticle ends that deployment for whoever awaits it")
  void crashDuringStart() {
    try (World world = World.fromSeed(1)) {
      Future<String> deploying = world
          .node("a")
          .deploying(
              new VerticleBase() {
                @Override
                public Future<?> start() {
                  return vertx.timer(1, TimeUnit.SECONDS);
                }
              },
              new io.vertx.core.DeploymentOptions());
      world.runFor(Duration.ofMillis(10));
      world.node("a").crash();
      String id = world.node("a").deploy(verticle(v -> {}));
      assertThat(id).isNotEmpty();
      world.runFor(Duration.ofSeconds(10));
      assertThat(deploying.succeeded()).isFalse();
    }
  }

  @Test
  @DisplayName(
      "S33 A pause and a crash of a sender that is paused: what it had published goes nowhere new")
  void requestTimeoutOverPause() {
    try (World world = World.fromSeed(1)) {
      List<String> got = new ArrayList<>();
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> m.reply("y"))));
      world
          .node("a")
          .deploy(verticle(v -> v.setTimer(
              1,
              t -> v.eventBus()
                  .request("x", 1)
                  .onComplete(r -> got.add(r.succeeded() ? "ok" : "timeout")))));
      world.runFor(Duration.ofMillis(2));
      world.node("a").pause();
      world.runFor(Duration.ofMinutes(5));
      world.node("a").resume();
      world.runFor(Duration.ofMinutes(1));
      assertThat(got).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "S34 A node that crashed while it started leaves no handler behind that swallows messages")
  void crashDuringStartAddresses() {
    try (World world = World.fromSeed(1)) {
      world
          .node("a")
          .deploying(
              new VerticleBase() {
                @Override
                public Future<?> start() {
                  vertx.eventBus().consumer("x", m -> m.reply("old"));
                  return vertx.timer(1, TimeUnit.SECONDS);
                }
              },
              new io.vertx.core.DeploymentOptions());
      world.runFor(Duration.ofMillis(10));
      world.node("a").crash();
      world.node("a").deploy(verticle(v -> v.eventBus().consumer("x", m -> m.reply("new"))));
      int[] answered = new int[1];
      world.node("b").deploy(verticle(v -> {
        for (int i = 0; i < 10; i++) {
          v.eventBus().request("x", i).onSuccess(m -> answered[0]++);
        }
      }));
      world.runFor(Duration.ofMinutes(2));
      assertThat(answered[0]).isEqualTo(10);
    }
  }

  @Test
  @DisplayName("S35 The same after a start that failed by an exception: the address is free")
  void failedStartAddresses() {
    try (World world = World.fromSeed(1)) {
      try {
        world.node("a").deploy(verticle(v -> {
          v.eventBus().consumer("x", m -> m.reply("old"));
          throw new IllegalStateException("no");
        }));
      } catch (SimulationFailure expected) {
        // the start failed
      }
      world.node("a").crash();
      world.node("a").deploy(verticle(v -> v.eventBus().consumer("x", m -> m.reply("new"))));
      int[] answered = new int[1];
      world.node("b").deploy(verticle(v -> {
        for (int i = 0; i < 10; i++) {
          v.eventBus().request("x", i).onSuccess(m -> answered[0]++);
        }
      }));
      world.runFor(Duration.ofMinutes(2));
      assertThat(answered[0]).isEqualTo(10);
    }
  }

  @Test
  @DisplayName(
      "S36 A handler that fails when nobody turns any more is told with close or not at all, but the next call is not blamed wrongly")
  void failureThenNext() {
    try (World world = World.fromSeed(1)) {
      List<String> seen = new ArrayList<>();
      world
          .node("a")
          .deploy(verticle(v -> v.setPeriodic(10, t -> {
            throw new IllegalStateException("bug");
          })));
      for (int i = 0; i < 3; i++) {
        try {
          world.runFor(Duration.ofMillis(100));
        } catch (SimulationFailure e) {
          seen.add(String.valueOf(world.now().toMillis()));
        }
      }
      assertThat(seen).containsExactly("10", "20", "30");
    }
  }

  @Test
  @DisplayName(
      "S37 A child's crash-time code: a future of a dead node completed by a living one runs nothing")
  void replyToDead() {
    try (World world = World.fromSeed(1)) {
      List<String> ran = new ArrayList<>();
      List<Object> dropped = new ArrayList<>();
      world.onDrop((from, to, body, why) -> dropped.add(body));
      world
          .node("b")
          .deploy(verticle(v ->
              v.eventBus().consumer("x", m -> v.setTimer(100, t -> m.reply("late")))));
      world
          .node("a")
          .deploy(
              verticle(v -> v.eventBus().request("x", 1).onComplete(r -> ran.add("completed"))));
      world.runFor(Duration.ofMillis(20));
      world.node("a").crash();
      world.runFor(Duration.ofMinutes(1));
      assertThat(ran).isEmpty();
      assertThat(dropped).as("the reply was lost, and onDrop hears of it").containsExactly("late");
    }
  }
}
