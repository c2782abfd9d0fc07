package dev.understudy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoadTest {
  /** Notes how many writes are under way when one begins. */
  private static final class Watched implements Replicated {
    private final Floor floor = new Floor(3, 1);
    private int underWay;
    private int most;
    private long begun;
    private long failing = -1;

    @Override
    public void onLeader(Runnable action) {
      floor.onLeader(action);
    }

    @Override
    public void write(Consumer<Throwable> over) {
      begun++;
      underWay++;
      most = Math.max(most, underWay);
      floor.write(failure -> {
        underWay--;
        over.accept(begun == failing ? new IllegalStateException("full") : failure);
      });
    }

    @Override
    public void close() {
      floor.close();
    }
  }

  @Test
  @DisplayName("A load keeps exactly so many writes under way, and leaves none behind")
  void concurrency() throws InterruptedException, TimeoutException {
    for (int concurrency : new int[] {1, 7}) {
      try (Watched system = new Watched()) {
        Load load = new Load(system, concurrency);
        load.start();
        load.awaitBatch();
        load.stop();
        assertThat(system.most).isEqualTo(concurrency);
        assertThat(system.underWay).isZero();
        assertThat(system.begun).isGreaterThanOrEqualTo(2L * Load.BATCH);
        assertThat(load.micros(50)).isPositive().isLessThanOrEqualTo(load.micros(99));
      }
    }
  }

  @Test
  @DisplayName("A write that fails ends the measurement with its reason")
  void failure() {
    try (Watched system = new Watched()) {
      system.failing = 100;
      assertThatThrownBy(() -> new Load(system, 1).start())
          .hasRootCauseMessage("full")
          .hasMessageContaining("a write failed");
    }
  }
}
