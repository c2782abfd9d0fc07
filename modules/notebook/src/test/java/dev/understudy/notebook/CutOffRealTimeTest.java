package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real-time")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutOffRealTimeTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final CountDownLatch isRunning = new CountDownLatch(1);
  private final CellEngine engine = CellEngine.open((source, text) -> isRunning.countDown());

  @AfterAll
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @DisplayName("An endless loop of any kind ends when its time is over, and the next cell runs")
  @ValueSource(
      strings = {
        "while (true) {}",
        "for (;;) { try { Thread.sleep(1000); } catch (InterruptedException ignored) {} }",
        "do { try { throw new Exception(); } catch (Throwable all) {} } while (true);",
        "Stream.iterate(1, i -> i + 1).forEach(i -> {});",
        "void forever() { for (;;) {} }\nforever();",
        "Thread.sleep(100_000)",
        "new Object() { public String toString() { while (true); } }"
      })
  void timeOut(String source) {
    assertThat(engine.run(1, source, SHORT)).isEqualTo(new CellResult.TimedOut(SHORT, false));
    assertThat(engine.run(2, "1 + 1", LIMIT))
        .isEqualTo(new CellResult.Value(Map.of("text/plain", "2")));
  }

  @Test
  @DisplayName("An interrupt ends an endless loop at once, and the rest of the cell does not run")
  void interrupt() throws InterruptedException {
    long[] interruptedAt = new long[1];
    Thread user = new Thread(() -> {
      try {
        isRunning.await();
        interruptedAt[0] = System.nanoTime();
        engine.interrupt();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    });
    user.start();
    CellResult result = engine.run(
        1, "System.out.println(1); System.out.flush(); while (true); int after = 1;", LIMIT);
    long millis = (System.nanoTime() - interruptedAt[0]) / 1_000_000;
    user.join();
    assertThat(result).isEqualTo(new CellResult.Interrupted(false));
    assertThat(millis).isLessThan(2_000);
    assertThat(engine.run(2, "after", LIMIT)).isInstanceOf(CellResult.Failure.class);
  }

  @Test
  @DisplayName(
      "Code of a library that heeds nobody is left behind, and the engine says so and goes on")
  void leftBehind() {
    CellResult result = engine.run(1, "dev.understudy.notebook.Deaf.listen();", SHORT);
    assertThat(result).isEqualTo(new CellResult.TimedOut(SHORT, true));
    assertThat(engine.leakedThreads()).contains("cell");
    assertThat(engine.run(2, "1", LIMIT))
        .isEqualTo(new CellResult.Value(Map.of("text/plain", "1")));
    Deaf.enough = true;
  }

  @Test
  @DisplayName(
      "A thread that a cell has started and that never ends holds nobody up; it is reported")
  void leakedThread() throws InterruptedException {
    String source = "var end = new CountDownLatch(1);\n"
        + "new Thread(() -> { try { end.await(); } catch (InterruptedException e) {} }, \"left-behind\").start();";
    assertThat(engine.run(1, source, LIMIT)).isEqualTo(new CellResult.Nothing());
    assertThat(engine.leakedThreads()).contains("left-behind");
    engine.run(2, "end.countDown();", LIMIT);
  }
}
