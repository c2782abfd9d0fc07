package dev.understudy.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"try", "rawtypes", "unchecked", "serial", "this-escape"})
class ReviewSimTest {
  /** A plain verticle from a lambda. */
  static VerticleBase verticle(Consumer<Vertx> start) {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        start.accept(vertx);
        return Future.succeededFuture();
      }
    };
  }

  private static void inThread(Runnable action) {
    Throwable[] thrown = new Throwable[1];
    Thread thread = new Thread(() -> {
      try {
        action.run();
      } catch (Throwable t) {
        thrown[0] = t;
      }
    });
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (thrown[0] != null) {
      throw new AssertionError(thrown[0]);
    }
  }

  @Test
  @DisplayName("S01 A thread whose first call deploys a node stays outside of that node")
  void stickyLoopOfAnotherThread() {
    try (World world = World.fromSeed(1)) {
      for (int i = 0; i < 5; i++) {
        String name = "n" + i;
        inThread(() -> {
          world.node(name).deploy(verticle(v -> {}));
          world.node(name).crash();
          world.await(world.vertx().timer(10));
        });
      }
    }
  }

  @Test
  @DisplayName("S02 publish, then send, to one handler: a link keeps the order")
  void publishThenSend() {
    for (long seed = 1; seed <= 20; seed++) {
      try (World world = World.fromSeed(seed)) {
        List<Object> got = new ArrayList<>();
        world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> got.add(m.body()))));
        world.node("a").deploy(verticle(v -> {
          v.eventBus().publish("x", 1);
          v.eventBus().send("x", 2);
        }));
        world.runUntilIdle();
        assertThat(got).as("seed " + seed).containsExactly(1, 2);
      }
    }
  }

  @Test
  @DisplayName("S03 Each message arrives twice with probability 1, a published one too")
  void publishDuplicates() {
    try (World world = World.fromSeed(1)) {
      List<Object> got = new ArrayList<>();
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> got.add(m.body()))));
      world.network().duplication(1);
      world.node("a").deploy(verticle(v -> v.eventBus().publish("x", 1)));
      world.runUntilIdle();
      assertThat(got).containsExactly(1, 1);
    }
  }

  @Test
  @DisplayName("S03b Each message arrives twice, also if two consumers share the address")
  void multiConsumerDuplicates() {
    try (World world = World.fromSeed(1)) {
      AtomicInteger got = new AtomicInteger();
      for (String n : List.of("b", "c")) {
        world.node(n).deploy(verticle(v -> v.eventBus().consumer("x", m -> got.incrementAndGet())));
      }
      world.network().duplication(1);
      world.node("a").deploy(verticle(v -> v.eventBus().send("x", 1)));
      world.runUntilIdle();
      assertThat(got.get()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName(
      "S04 The time a published message is under way does not depend on the receiver's clock")
  void publishedUnderWayAndJump() {
    try (World world = World.fromSeed(1)) {
      List<Object> got = new ArrayList<>();
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> got.add(m.body()))));
      world.network().latency(Duration.ofMillis(10), Duration.ofMillis(10));
      world.node("a").deploy(verticle(v -> v.eventBus().publish("x", 1)));
      world.runFor(Duration.ofMillis(1));
      world.node("b").jump(Duration.ofMinutes(-5));
      world.runFor(Duration.ofSeconds(1));
      assertThat(got).containsExactly(1);
    }
  }

  @Test
  @DisplayName(
      "S05 A published message to a paused node is cut off when it was sent, not when resumed")
  void publishPausedPartition() {
    try (World world = World.fromSeed(1)) {
      List<Object> got = new ArrayList<>();
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> got.add(m.body()))));
      world.node("a").deploy(verticle(v -> v.setTimer(5, t -> v.eventBus().publish("x", 1))));
      world.node("b").pause();
      world.network().cut("a", "b");
      world.runFor(Duration.ofSeconds(1));
      world.network().heal();
      world.node("b").resume();
      world.runFor(Duration.ofSeconds(1));
      assertThat(got).isEmpty();
    }
  }

  @Test
  @DisplayName("S06 onDrop hears of every message that a crash took: in the queue, and published")
  void dropsHeard() {
    try (World world = World.fromSeed(1)) {
      List<Object> dropped = new ArrayList<>();
      world.onDrop((from, to, body, reason) -> dropped.add(body));
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> {})));
      world.node("b").pause();
      world.node("a").deploy(verticle(v -> {
        v.eventBus().send("x", "queued");
        v.setTimer(100, t -> v.eventBus().publish("x", "published"));
      }));
      world.runFor(Duration.ofMillis(50));
      world.node("b").crash();
      world.runFor(Duration.ofMillis(200));
      assertThat(dropped).containsExactly("queued", "published");
    }
  }

  @Test
  @DisplayName("S07 A message sent to an incarnation does not reach the next one")
  void oldMessageToRestarted() {
    try (World world = World.fromSeed(1)) {
      List<Object> got = new ArrayList<>();
      world.network().latency(Duration.ofMillis(100), Duration.ofMillis(100));
      Consumer<Vertx> b = v -> v.eventBus().consumer("x", m -> got.add(m.body()));
      world.node("b").deploy(verticle(b));
      world.node("a").deploy(verticle(v -> v.eventBus().send("x", "old")));
      world.node("b").crash();
      world.node("b").deploy(verticle(b));
      world.runFor(Duration.ofSeconds(1));
      assertThat(got).isEmpty();
    }
  }

  @Test
  @DisplayName("S08 A node that crashes itself in a task says nothing any more")
  void crashInOwnTask() {
    try (World world = World.fromSeed(1)) {
      List<Object> got = new ArrayList<>();
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> got.add(m.body()))));
      world
          .node("a")
          .deploy(verticle(v -> v.setTimer(5, t -> {
            world.node("a").crash();
            v.eventBus().send("x", "after death");
          })));
      world.runFor(Duration.ofSeconds(1));
      assertThat(got).isEmpty();
    }
  }

  @Test
  @DisplayName("S09 endHandler and close hooks of a crashed node do not run, whoever crashes it")
  void endHandlers() {
    try (World world = World.fromSeed(1)) {
      List<String> ran = new ArrayList<>();
      Consumer<Vertx> start = v -> {
        v.eventBus().consumer("x").handler(m -> {}).endHandler(e -> ran.add("end"));
        v.eventBus()
            .<String>consumer("y")
            .bodyStream()
            .handler(m -> {})
            .endHandler(e -> ran.add("bodyEnd"));
        v.setPeriodic(10, t -> ran.add("tick"));
        v.eventBus()
            .request("nobody-yet", 1, new DeliveryOptions().setSendTimeout(20))
            .onComplete(r -> {});
      };
      world.node("z").deploy(verticle(v -> v.eventBus().consumer("nobody-yet", m -> {})));
      world.node("a").deploy(verticle(start));
      ran.clear();
      world.node("a").crash();
      world.runFor(Duration.ofSeconds(1));
      world.node("c").deploy(verticle(start));
      ran.clear();
      world.node("d").deploy(verticle(v -> v.setTimer(1, t -> world.node("c").crash())));
      world.runFor(Duration.ofSeconds(1));
      assertThat(ran).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "S10 A lock that a waiting node was granted after its crash is not lost to the others")
  void locks() {
    try (World world = World.fromSeed(1)) {
      List<String> got = new ArrayList<>();
      world
          .node("a")
          .deploy(verticle(v -> v.sharedData()
              .getLocalLock("l")
              .onSuccess(lock -> v.setTimer(100, t -> lock.release()))));
      world.runFor(Duration.ofMillis(5));
      world
          .node("b")
          .deploy(verticle(v -> v.sharedData().getLocalLock("l").onSuccess(lock -> got.add("b"))));
      world
          .node("c")
          .deploy(verticle(v -> v.sharedData()
              .getLocalLockWithTimeout("l", 3000)
              .onComplete(r -> got.add("c " + r.succeeded()))));
      world.runFor(Duration.ofMillis(10));
      world.node("b").crash();
      world.runFor(Duration.ofSeconds(10));
      assertThat(got).containsExactly("c true");
    }
  }

  @Test
  @DisplayName("S11 The entry of a local async map expires even if its writer has crashed")
  void mapTtl() {
    try (World world = World.fromSeed(1)) {
      world
          .node("a")
          .deploy(verticle(v -> v.sharedData()
              .<String, String>getLocalAsyncMap("m")
              .compose(m -> m.put("k", "v", 100))));
      world.runFor(Duration.ofMillis(10));
      world.node("a").crash();
      world.runFor(Duration.ofSeconds(10));
      String left = world.await(world
          .vertx()
          .sharedData()
          .<String, String>getLocalAsyncMap("m")
          .compose(m -> m.get("k")));
      assertThat(left).isNull();
    }
  }

  @Test
  @DisplayName("S12 A duplicate's body is what was sent, not what the first receiver made of it")
  void duplicateBody() {
    try (World world = World.fromSeed(1)) {
      List<String> got = new ArrayList<>();
      world.network().duplication(1);
      world
          .node("b")
          .deploy(verticle(v -> v.eventBus().<JsonObject>consumer("x", m -> {
            m.body().put("n", m.body().getInteger("n") + 1);
            got.add(m.body().encode() + m.headers().get("h"));
            m.headers().set("h", "changed");
          })));
      world
          .node("a")
          .deploy(verticle(v -> v.eventBus()
              .send(
                  "x",
                  new JsonObject().put("n", 0),
                  new DeliveryOptions().addHeader("h", "sent"))));
      world.runUntilIdle();
      assertThat(got).containsExactly("{\"n\":1}sent", "{\"n\":1}sent");
    }
  }

  @Test
  @DisplayName("S13 A duplicated request does not keep the world busy for thirty seconds")
  void duplicateRequestIdle() {
    try (World world = World.fromSeed(1)) {
      world.network().duplication(1);
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> m.reply("y"))));
      world.node("a").deploy(verticle(v -> v.eventBus().request("x", 1)));
      world.runUntilIdle();
      assertThat(world.now()).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisplayName(
      "S14 Duplicate of a request that fails the handler: only one failure reported, no stray")
  void duplicateFail() {
    try (World world = World.fromSeed(1)) {
      List<String> got = new ArrayList<>();
      world.network().duplication(1);
      world.node("b").deploy(verticle(v -> v.eventBus().consumer("x", m -> m.fail(3, "no"))));
      world
          .node("a")
          .deploy(
              verticle(v -> v.eventBus().request("x", 1).onFailure(f -> got.add(f.getMessage()))));
      world.runUntilIdle();
      assertThat(got).containsExactly("no");
    }
  }

  @Test
  @DisplayName("S15 A handler sees no header of ours, and a message forwarded on keeps its own")
  void headers() {
    try (World world = World.fromSeed(1)) {
      List<Object> got = new ArrayList<>();
      for (String n : List.of("b", "c")) {
        world
            .node(n)
            .deploy(verticle(
                v -> v.eventBus().consumer("x", m -> got.add(m.headers().names().size()))));
      }
      world.node("a").deploy(verticle(v -> v.eventBus().publish("x", 1)));
      world.vertx().eventBus().publish("x", 2);
      world.runUntilIdle();
      assertThat(got).containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  @DisplayName("S16 executeBlocking, workers, sockets and files are refused, and the world says so")
  void refusals() {
    try (World world = World.fromSeed(1)) {
      assertThatThrownBy(() -> world.await(world.vertx().executeBlocking(() -> 1)))
          .hasMessageContaining("real thread");
      assertThatThrownBy(() -> world
              .node("w")
              .deploy(
                  verticle(v -> {}),
                  new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)))
          .hasMessageContaining("real thread");
      assertThatThrownBy(() -> world.await(world.vertx().fileSystem().readFile("pom.xml")))
          .isInstanceOf(RuntimeException.class)
          .hasStackTraceContaining("real thread");
      assertThatThrownBy(() -> world.await(
              world.vertx().createHttpServer().requestHandler(r -> {}).listen(0)))
          .hasStackTraceContaining("no sockets");
      assertThatThrownBy(() -> world.await(world.vertx().createNetClient().connect(1, "localhost")))
          .hasStackTraceContaining("no sockets");
    }
  }

  @Test
  @DisplayName("S17 A virtual-thread verticle is refused with words, at once")
  void virtualThreads() {
    try (World world = World.fromSeed(1)) {
      assertThatThrownBy(() -> world
              .node("w")
              .deploy(
                  verticle(v -> {}),
                  new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)))
          .satisfies(e -> System.out.println("S17: " + e))
          .hasMessageNotContaining("never completes");
    }
  }

  @Test
  @DisplayName("S18 In one long-lived world crashes leave nothing behind")
  void growth() throws Exception {
    try (World world = World.fromSeed(1)) {
      for (int i = 0; i < 2000; i++) {
        String unique = "addr-" + i;
        world.node("a").deploy(verticle(v -> {
          v.eventBus().consumer(unique, m -> {});
          v.eventBus()
              .request("b", 1, new DeliveryOptions().setSendTimeout(50))
              .onComplete(r -> {});
        }));
        world.node("a").crash();
        world.runFor(Duration.ofMillis(100));
      }
      var bookField = NetworkInterceptor.class.getDeclaredField("addresses");
      var intField = World.class.getDeclaredField("interceptor");
      bookField.setAccessible(true);
      intField.setAccessible(true);
      Object book = bookField.get(intField.get(world));
      var silenced = AddressBook.class.getDeclaredField("silenced");
      silenced.setAccessible(true);
      var listeners = AddressBook.class.getDeclaredField("listeners");
      listeners.setAccessible(true);
      int s = ((java.util.Map<?, ?>) silenced.get(book)).size();
      int l = ((java.util.Map<?, ?>) listeners.get(book)).size();
      int d = world.vertx().deploymentIDs().size();
      System.out.println("S18 silenced " + s + " listeners " + l + " deployments " + d);
      assertThat(d).as("deployments").isLessThan(10);
      assertThat(l + s).as("listeners + silenced").isLessThan(10);
    }
  }

  @Test
  @DisplayName(
      "S19 A child verticle and a redeployed one die with their node; deploymentIDs forget them")
  void children() {
    try (World world = World.fromSeed(1)) {
      List<String> ran = new ArrayList<>();
      world
          .node("a")
          .deploy(verticle(v ->
              v.deployVerticle(verticle(w -> w.setPeriodic(10, t -> ran.add("child"))))));
      world.runFor(Duration.ofMillis(15));
      ran.clear();
      world.node("a").crash();
      world.runFor(Duration.ofSeconds(1));
      assertThat(ran).isEmpty();
      assertThat(world.vertx().deploymentIDs()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "S20 A restart under the same node can be undeployed and stopped in the ordinary way")
  void undeployAfterCrash() {
    try (World world = World.fromSeed(1)) {
      List<String> ran = new ArrayList<>();
      VerticleBase v = new VerticleBase() {
        @Override
        public Future<?> stop() {
          ran.add("stop");
          return Future.succeededFuture();
        }
      };
      String id = world.node("a").deploy(v);
      world.node("a").crash();
      try {
        world.await(world.vertx().undeploy(id));
      } catch (SimulationFailure expected) {
        // either way
      }
      world.runFor(Duration.ofSeconds(1));
      assertThat(ran).as("stop() of a crashed node").isEmpty();
    }
  }

  @Test
  @DisplayName("S21 vertx.close() of a stranger's verticle does not run code of a crashed node")
  void vertxClose() {
    try (World world = World.fromSeed(1)) {
      List<String> ran = new ArrayList<>();
      world.node("a").deploy(new VerticleBase() {
        @Override
        public Future<?> stop() {
          ran.add("stop");
          return Future.succeededFuture();
        }
      });
      world.node("a").crash();
      world.vertx().close();
      world.runFor(Duration.ofSeconds(1));
      assertThat(ran).isEmpty();
    }
  }

  @Test
  @DisplayName("S22 A jump far back does not lose or hasten pending timers")
  void jumps() {
    try (World world = World.fromSeed(1)) {
      List<Long> fired = new ArrayList<>();
      world
          .node("a")
          .deploy(verticle(v -> v.setPeriodic(1000, t -> fired.add(world.now().toMillis()))));
      world.runFor(Duration.ofMillis(1500));
      world.node("a").jump(Duration.ofDays(-30));
      world.runFor(Duration.ofDays(31));
      assertThat(fired.size()).isGreaterThan(1);
      assertThat(fired.get(1))
          .as("30 days late")
          .isBetween(Duration.ofDays(30).toMillis(), Duration.ofDays(30).toMillis() + 3000);
    }
  }

  @Test
  @DisplayName("S23 A cut during the flight does not matter; a pause of the sender neither")
  void sendOrderOfReplies() {
    for (long seed = 1; seed <= 20; seed++) {
      try (World world = World.fromSeed(seed)) {
        List<Object> got = new ArrayList<>();
        EventBus bus = world.vertx().eventBus();
        world
            .node("b")
            .deploy(verticle(v -> v.eventBus().consumer("x", m -> {
              m.reply("reply");
              v.eventBus().send("back", "after reply");
            })));
        world.node("a").deploy(verticle(v -> {
          v.eventBus().consumer("back", m -> got.add(m.body()));
          v.eventBus().request("x", 1).onSuccess(m -> got.add(m.body()));
        }));
        world.runFor(Duration.ofSeconds(1));
        assertThat(bus).isNotNull();
        assertThat(got).as("seed " + seed).containsExactly("reply", "after reply");
      }
    }
  }

  @Test
  @DisplayName("S24 A future completed by another node's task runs its listener on its own loop")
  void nested() {
    try (World world = World.fromSeed(1)) {
      List<String> where = new ArrayList<>();
      @SuppressWarnings("unchecked")
      io.vertx.core.Promise<String>[] promise = new io.vertx.core.Promise[1];
      world.node("a").deploy(verticle(v -> {
        promise[0] = ((io.vertx.core.internal.ContextInternal) v.getOrCreateContext()).promise();
        promise[0].future().onComplete(r -> where.add("listener"));
      }));
      world
          .node("b")
          .deploy(verticle(v -> v.setTimer(5, t -> {
            promise[0].complete("x");
            where.add("b goes on");
          })));
      world.runFor(Duration.ofMillis(10));
      assertThat(where).containsExactly("b goes on", "listener");
    }
  }
}
