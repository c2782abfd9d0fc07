package dev.understudy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.replication.Mode;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoadTest {
  /** Notes how many writes are under way when one begins. */
  private static final class Watched implements Replicated {
    private final Floor floor = new Floor(new Kind(3, 16, false), 1);
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
        Load load = new Load(system, concurrency, Load.BATCH);
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
      assertThatThrownBy(() -> new Load(system, 1, Load.BATCH).start())
          .hasRootCauseMessage("full")
          .hasMessageContaining("a write failed");
    }
  }

  private static final Kind ON_DISK = new Kind(3, 1000, true);

  /** Two batches go through. */
  private static void load(Replicated system) throws InterruptedException, TimeoutException {
    try (system) {
      Load load = new Load(system, 10, 100);
      load.start();
      load.awaitBatch();
      load.stop();
      assertThat(load.micros(50)).isPositive();
    }
  }

  @Test
  @DisplayName("On disks a member of the floor counts when it is synced, as ours do")
  void onDisk() throws InterruptedException, TimeoutException {
    for (int needed = 0; needed <= 2; needed++) {
      load(new Floor(ON_DISK, needed));
    }
    load(Replicas.asked(Mode.SYNC, ON_DISK));
    load(new Floor(new Kind(3, 16, false), 0));
  }

  @Test
  @DisplayName("Each write has a value of its own, of the length that was asked for")
  void writes() {
    Writes writes = new Writes(1024);
    String first = writes.next().value();
    String second = writes.next().value();
    assertThat(first).hasSize(1024).isEqualTo(second).isNotSameAs(second);
  }
}
