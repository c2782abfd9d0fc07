package dev.understudy.sim;

import static dev.understudy.sim.WorldTest.verticle;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it looks at the heap of the JVM after a collection")
class FaultsTest {
  private final World world = World.fromSeed(11);
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private VerticleBase echo(String address) {
    return verticle(vertx -> vertx.eventBus().consumer(address, message -> {
      events.add("got " + message.body());
      message.reply(message.body());
    }));
  }

  /** Asks byzantium every 100 ms and notes what came of it. */
  private VerticleBase asker(String address) {
    return verticle(vertx -> {
      int[] count = new int[1];
      vertx.setPeriodic(100, id -> {
        int number = count[0]++;
        vertx
            .eventBus()
            .request(address, number, new DeliveryOptions().setSendTimeout(50))
            .onComplete(reply -> events.add(number
                + (reply.succeeded()
                    ? " answered"
                    : " " + ((ReplyException) reply.cause()).failureType())));
      });
    });
  }

  @Test
  @DisplayName("A crashed node is silent, not absent: whoever asks it runs into a time-out")
  void crash() {
    boolean[] stopped = new boolean[1];
    int[] ticks = new int[1];
    world.node("byzantium").deploy(new VerticleBase() {
      @Override
      public Future<?> start() {
        vertx.setPeriodic(10, id -> ticks[0]++);
        vertx.eventBus().consumer("b", m -> m.reply("yes"));
        vertx.deployVerticle(
            verticle(inner -> inner.eventBus().consumer("child", m -> m.reply("yes"))));
        return Future.succeededFuture();
      }

      @Override
      public Future<?> stop() {
        stopped[0] = true;
        return Future.succeededFuture();
      }
    });
    world.node("athens").deploy(asker("b"));
    world.node("cyrene").deploy(asker("child"));
    world.runFor(ofMillis(190));
    assertThat(events).containsExactly("0 answered", "0 answered");
    events.clear();
    world.node("byzantium").crash();
    int ticksAtCrash = ticks[0];
    world.runFor(ofMillis(100));
    assertThat(events).containsExactly("1 TIMEOUT", "1 TIMEOUT");
    assertThat(ticks[0]).isEqualTo(ticksAtCrash);
    assertThat(stopped[0]).isFalse();
    events.clear();
    world.node("byzantium").deploy(echo("b"));
    world.runFor(ofMillis(100));
    assertThat(events).contains("2 answered");
  }

  @Test
  @DisplayName("A crash completes no future: not even a pending timer hears of it")
  void crashCompletesNothing() {
    world.node("athens").deploy(verticle(vertx -> vertx.eventBus().consumer("mute", m -> {})));
    world.node("rome").deploy(verticle(vertx -> {
      vertx.timer(1, TimeUnit.SECONDS).onComplete(done -> events.add("timer " + done));
      vertx.eventBus().request("mute", "x").onComplete(r -> events.add("request"));
      vertx.setPeriodic(100, id -> events.add("tick"));
    }));
    world.node("rome").crash();
    world.runFor(ofSeconds(60));
    assertThat(events).isEmpty();
  }

  @Test
  @DisplayName("A node that crashed while it started leaves no handler behind to swallow messages")
  void crashDuringStart() {
    world
        .node("byzantium")
        .deploying(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                vertx.eventBus().consumer("b", m -> m.reply("old"));
                return vertx.timer(1, TimeUnit.SECONDS);
              }
            },
            new DeploymentOptions());
    world.runFor(ofMillis(10));
    world.node("byzantium").crash();
    world.node("byzantium").deploy(echo("b"));
    world.node("athens").deploy(asker("b"));
    world.runFor(ofSeconds(1));
    assertThat(events).contains("8 answered").doesNotContain("0 TIMEOUT", "1 TIMEOUT");
  }

  @Test
  @DisplayName("A world that crashes its nodes again and again does not hold on to the dead")
  void crashedIsForgotten() {
    List<WeakReference<Object>> dead = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String address = "b" + i;
      byte[] memory = new byte[1000];
      dead.add(new WeakReference<>(memory));
      world.node("byzantium").deploy(verticle(vertx -> {
        vertx.setPeriodic(10, id -> memory[0]++);
        vertx.eventBus().consumer(address, m -> memory[1]++);
      }));
      world.runFor(ofMillis(20));
      world.node("byzantium").crash();
    }
    world.node("byzantium").deploy(echo("b"));
    world.runFor(ofMillis(20));
    System.gc();
    assertThat(dead).filteredOn(verticle -> verticle.get() != null).hasSizeLessThan(5);
  }

  @Test
  @DisplayName("A message that was under way to a node when it crashed is lost")
  void lostUnderWay() {
    List<String> drops = new ArrayList<>();
    world.onDrop(
        (from, to, body, reason) -> drops.add(from + ">" + to + " " + body + " " + reason));
    world.network().latency(ofMillis(5), ofMillis(5));
    world.node("byzantium").deploy(echo("b"));
    world
        .node("athens")
        .deploy(verticle(vertx -> vertx.setTimer(10, id -> vertx.eventBus().send("b", "x"))));
    world.runFor(ofMillis(12));
    world.node("byzantium").crash();
    world.node("byzantium").deploy(echo("elsewhere"));
    world.runFor(ofMillis(100));
    assertThat(events).isEmpty();
    assertThat(drops).containsExactly("athens>byzantium x crashed");
  }

  @Test
  @DisplayName("A paused node does nothing, and afterwards all that had become due")
  void pause() {
    int[] ticks = new int[1];
    SimulatedNode rome = world.node("rome");
    rome.deploy(verticle(vertx -> vertx.setPeriodic(100, id -> ticks[0]++)));
    world.runFor(ofMillis(250));
    rome.pause();
    assertThat(rome.isPaused()).isTrue();
    world.runFor(ofSeconds(10));
    assertThat(ticks[0]).isEqualTo(2);
    rome.resume();
    world.runFor(ofMillis(1));
    assertThat(ticks[0]).isGreaterThan(2);
  }

  @Test
  @DisplayName("A slow node takes its time for every task")
  void slow() {
    world.network().latency(Duration.ZERO, Duration.ZERO);
    SimulatedNode rome = world.node("rome");
    rome.deploy(echo("r"));
    rome.slow(ofMillis(30));
    Duration before = world.now();
    for (int i = 0; i < 3; i++) {
      world.vertx().eventBus().send("r", i);
    }
    world.runUntilIdle();
    assertThat(world.now().minus(before)).isEqualTo(ofMillis(60));
    assertThat(events).containsExactly("got 0", "got 1", "got 2");
  }

  @Test
  @DisplayName(
      "Other work keeps a node busy: what waits there waits longer and longer, until it ends")
  void overload() {
    world.network().latency(Duration.ZERO, Duration.ZERO);
    SimulatedNode rome = world.node("rome");
    rome.deploy(verticle(v ->
        v.eventBus().consumer("r", m -> events.add("handled at " + world.now().toMillis()))));
    Runnable end = rome.overload(500, ofMillis(3)); // 1.5 s of work in each second
    world.runFor(ofSeconds(1));
    world.vertx().eventBus().send("r", "x");
    world.runFor(ofMillis(400));
    assertThat(events).isEmpty();
    world.runFor(ofMillis(200));
    assertThat(events).hasSize(1);
    world.vertx().eventBus().send("r", "x");
    world.runFor(ofMillis(10));
    end.run();
    world.runFor(ofMillis(10));
    assertThat(events).as("what waited before it is gone").hasSize(2);
    rome.overload(500, ofMillis(3));
    rome.crash();
    world.runUntilIdle();
    assertThatThrownBy(() -> rome.overload(0, ofMillis(1)))
        .hasMessageContaining("at least one task a second but got 0");
  }

  @Test
  @DisplayName("Timers follow the node's own clock, its drift and its jumps; wall clocks have skew")
  void clocks() {
    SimulatedNode fast = world.node("fast");
    SimulatedNode jumping = world.node("jumping");
    fast.drift(2.0);
    fast.deploy(verticle(
        v -> v.setTimer(1000, id -> events.add("fast " + world.now().toMillis()))));
    jumping.deploy(verticle(
        v -> v.setTimer(1000, id -> events.add("jumping " + world.now().toMillis()))));
    world.runFor(ofMillis(100));
    jumping.jump(ofMillis(600));
    world.runFor(ofSeconds(2));
    assertThat(events).containsExactly("jumping 400", "fast 500");
    fast.skew(ofSeconds(-5));
    assertThat(fast.wallClock().instant()).isEqualTo(Instant.parse("2025-12-31T23:59:59.200Z"));
    assertThat(fast.now()).isEqualTo(ofMillis(4200));
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("A timer that is never to fire does not hang a world whose clock drifts or jumps")
  void never() {
    for (String name : List.of("slow", "fast", "behind", "ahead")) {
      world.node(name).deploy(verticle(vertx -> vertx.setTimer(Long.MAX_VALUE, id -> {})));
    }
    world.runFor(ofSeconds(1));
    world.node("slow").drift(0.5);
    world.node("fast").drift(1.7);
    world.node("behind").jump(ofDays(-12));
    world.node("ahead").jump(ofDays(12));
    world.runFor(ofSeconds(1));
    assertThat(world.now()).isEqualTo(ofSeconds(2));
  }

  @Test
  @DisplayName(
      "A clock that jumps back a month makes its timers a month late; 150 years are too far")
  void farBack() {
    SimulatedNode rome = world.node("rome");
    rome.deploy(verticle(
        v -> v.setTimer(1000, id -> events.add("at " + world.now().toDays()))));
    rome.jump(ofDays(-30));
    world.runFor(ofDays(29));
    assertThat(events).isEmpty();
    world.runFor(ofDays(2));
    assertThat(events).containsExactly("at 30");
    assertThatThrownBy(() -> rome.jump(ofDays(-150 * 365))).hasMessageContaining("146 years");
    assertThat(rome.now()).isEqualTo(ofDays(1));
  }

  @Test
  @DisplayName("A cut loses one way only: what is asked arrives, the answer does not")
  void oneWayCut() {
    world.node("byzantium").deploy(echo("b"));
    world.node("athens").deploy(asker("b"));
    world.network().cut("byzantium", "athens");
    world.runFor(ofMillis(190));
    assertThat(events).containsExactly("got 0", "0 TIMEOUT");
    world.network().mend("byzantium", "athens");
    world.runFor(ofMillis(50));
    assertThat(events).contains("1 answered");
  }

  @Test
  @DisplayName("Across a partition nothing passes; who is in no group reaches everybody")
  void partition() {
    world.node("byzantium").deploy(echo("b"));
    world.node("athens").deploy(asker("b"));
    world.node("cyrene").deploy(asker("b"));
    world.network().partition(List.of(List.of("athens"), List.of("byzantium")));
    world.runFor(ofMillis(190));
    assertThat(events).contains("0 TIMEOUT", "0 answered");
    events.clear();
    world.network().heal();
    world.runFor(ofMillis(90));
    assertThat(events).contains("1 answered").doesNotContain("1 TIMEOUT");
    events.clear();
    world.network().isolate("byzantium");
    world.runFor(ofMillis(110));
    assertThat(events).containsExactly("2 TIMEOUT", "2 TIMEOUT");
  }

  @Test
  @DisplayName("Loss and duplication come with the probability they were given")
  void lossAndDuplication() {
    world.node("byzantium").deploy(echo("b"));
    world
        .node("athens")
        .deploy(verticle(vertx ->
            vertx.setPeriodic(10, id -> vertx.eventBus().request("b", "x").onComplete(r -> {}))));
    world.network().loss(0.25);
    world.runFor(ofSeconds(20));
    assertThat(events.size()).isCloseTo(1500, within(100));
    events.clear();
    world.network().loss(0);
    world.network().duplication(0.5);
    world.runFor(ofSeconds(20));
    assertThat(events.size()).isCloseTo(3000, within(150));
  }

  @Test
  @DisplayName("A link keeps the order of its messages until reordering is allowed")
  void order() {
    world.node("byzantium").deploy(echo("b"));
    world.node("athens").deploy(verticle(vertx -> {
      int[] next = new int[1];
      vertx.setPeriodic(1, id -> vertx.eventBus().send("b", next[0]++));
    }));
    world.network().latency(ofMillis(1), ofMillis(20));
    world.runFor(ofMillis(300));
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      sorted.add("got " + i);
    }
    assertThat(events).hasSizeGreaterThan(200).isEqualTo(sorted);
    world.network().reordering(true);
    events.clear();
    world.runFor(ofMillis(300));
    List<String> inOrder = new ArrayList<>(events);
    inOrder.sort((a, b) -> Integer.parseInt(a.substring(4)) - Integer.parseInt(b.substring(4)));
    assertThat(events).isNotEqualTo(inOrder);
  }

  @Test
  @DisplayName("A published message meets the network on its way to each receiver")
  void publish() {
    for (String name : List.of("athens", "byzantium", "cyrene")) {
      world
          .node(name)
          .deploy(verticle(vertx -> vertx
              .eventBus()
              .consumer(
                  "all",
                  m -> events.add(name
                      + " at "
                      + world.now().toMillis()
                      + " headers "
                      + m.headers().size()))));
    }
    world.network().latency(ofMillis(7), ofMillis(7));
    world.network().cut("delphi", "byzantium");
    world.node("delphi").deploy(verticle(vertx -> vertx.eventBus().publish("all", "x")));
    world.runFor(ofMillis(50));
    assertThat(events).containsExactlyInAnyOrder("athens at 7 headers 0", "cyrene at 7 headers 0");
  }
}
