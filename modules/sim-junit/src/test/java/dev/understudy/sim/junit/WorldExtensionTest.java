package dev.understudy.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.understudy.sim.World;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class WorldExtensionTest {
  /** Sends itself so many messages. */
  private static final class Chatter extends VerticleBase {
    private final int messages;

    Chatter(int messages) {
      this.messages = messages;
    }

    @Override
    public Future<?> start() {
      vertx.eventBus().consumer("chat", message -> {});
      for (int i = 0; i < messages; i++) {
        vertx.eventBus().send("chat", i);
      }
      return Future.succeededFuture();
    }
  }

  static class Sound {
    @WorldTest(seeds = 5)
    void runs(World world) {
      world.node("rome").deploy(new Chatter(3));
      world.runFor(Duration.ofSeconds(1));
    }
  }

  static class FailsOnSeedThree {
    @WorldTest(seeds = 5)
    void fails(World world) {
      assertThat(world.seed()).isNotEqualTo(3);
    }
  }

  static class Leaky {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @WorldTest(seeds = 2)
    void leaks(World world) {
      world.node("rome").deploy(new Chatter(RUNS.incrementAndGet()));
      world.runFor(Duration.ofSeconds(1));
    }
  }

  static class Prepared {
    private World prepared;

    @BeforeEach
    void prepare(World world) {
      prepared = world;
      world.node("rome").deploy(new Chatter(3));
    }

    @WorldTest(seeds = 2)
    void runs(World world) {
      assertThat(world).isSameAs(prepared);
    }

    @AfterEach
    void after(World world) {
      world.runFor(Duration.ofSeconds(1));
    }
  }

  static class NotHere {
    @WorldTest(seeds = 2)
    void skipped(World world) {
      Assumptions.assumeTrue(world.seed() == 0, "not on this machine");
    }
  }

  private static Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .testEvents();
  }

  private static List<String> failures(Events events) {
    return events.failed().stream()
        .map(event -> event
            .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
            .getThrowable()
            .orElseThrow()
            .getMessage())
        .toList();
  }

  @Test
  @DisplayName("A test is run for each seed, and for the first one twice")
  void everySeed() {
    run(Sound.class).assertStatistics(s -> s.succeeded(6).failed(0));
  }

  @Test
  @DisplayName("A failure names the seed and how to replay it")
  void replay() {
    Events events = run(FailsOnSeedThree.class);
    events.assertStatistics(s -> s.succeeded(5).failed(1));
    assertThat(failures(events)).singleElement().asString().endsWith("replay: -Dunderstudy.seed=3");
  }

  @Test
  @DisplayName("What @BeforeEach prepares is the world of the test, open until after @AfterEach")
  void oneWorld() {
    run(Prepared.class).assertStatistics(s -> s.succeeded(3).failed(0));
  }

  @Test
  @DisplayName("An assumption that does not hold skips the test, it does not fail it")
  void assumption() {
    run(NotHere.class).assertStatistics(s -> s.aborted(3).failed(0));
  }

  @Test
  @DisplayName("A test whose two runs of one seed differ fails")
  void leak() {
    Events events = run(Leaky.class);
    assertThat(failures(events)).singleElement().asString().contains("two runs of seed 1 differ");
  }
}
