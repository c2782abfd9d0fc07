package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-time")
class SimulatedDiskRealTimeTest {
  private static final int CRASHES = 100;

  @Test
  @DisplayName("An operator may pull the plug from another thread: what was synced stays")
  void crashFromAnotherThread() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(new Random(1));
    disk.open("f");
    disk.syncDirectory();
    AtomicLong synced = new AtomicLong();
    CompletableFuture<Void> operator = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < CRASHES; i++) {
        disk.crash();
        Thread.yield();
      }
    });
    while (!operator.isDone() || synced.get() == 0) { // the operator may be through before we begin
      try {
        DiskFile file = disk.open("f");
        file.append(Buffer.buffer("paw"));
        long size = file.size();
        file.sync().onSuccess(done -> synced.set(size));
      } catch (IllegalStateException crashedMeanwhile) {
        continue;
      }
    }
    operator.get(20, TimeUnit.SECONDS);
    assertThat(disk.open("f").size()).isEqualTo(synced.get()).isPositive();
  }
}
