package dev.understudy.cluster;

import dev.understudy.sim.RandomStream;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SyncDelay;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The disk under the journal of one simulated node, and what is wrong with it. */
final class NodeDisk {
  private static final long FLUSH_MILLIS = 1;
  private static final List<UnsyncedLoss> LOSSES = List.of(UnsyncedLoss.values());

  private final SimulatedDisk disk;
  private final RandomStream random;
  private final RandomStream rot;
  private final List<Long> capacities = new ArrayList<>(); // of the faults that run
  private long extraMillis;
  private int failing;

  /**
   * An empty disk.
   *
   * @param random decides what a crash leaves
   * @param rot decides which bits flip
   * @param sync a sync that takes so many milliseconds
   */
  NodeDisk(RandomStream random, RandomStream rot, LongFunction<Future<Void>> sync) {
    this.random = random;
    this.rot = rot;
    SyncDelay delay = () -> sync.apply(FLUSH_MILLIS + extraMillis);
    disk = new SimulatedDisk(random, delay);
  }

  SimulatedDisk disk() {
    return disk;
  }

  /** The power goes: what was not flushed is gone, there, or torn; null leaves it to chance. */
  void crash(UnsyncedLoss unsynced) {
    disk.unsyncedLoss(unsynced != null ? unsynced : random.pick(LOSSES));
    disk.crash();
  }

  /** There is room for so many more bytes; returns what ends that. */
  Runnable fill(long bytesLeft) {
    long used = disk.used();
    Long capacity = bytesLeft > Long.MAX_VALUE - used ? Long.MAX_VALUE : used + bytesLeft;
    capacities.add(capacity);
    limit();
    return () -> {
      capacities.remove(capacity);
      limit();
    };
  }

  /** Every sync takes so much longer; returns what ends that. */
  Runnable slowDown(long millis) {
    extraMillis += millis;
    return () -> extraMillis -= millis;
  }

  /** The next sync fails; returns what ends that, if it has not happened. */
  Runnable failNextSync() {
    failing++;
    disk.failNextSync();
    return () -> {
      if (--failing == 0) {
        disk.spareNextSync();
      }
    };
  }

  /** True if nothing on it is durable. */
  boolean isEmpty() {
    return disk.durableBytes() == 0;
  }

  /** One durable bit flips. */
  void rot() {
    disk.rot(rot);
  }

  private void limit() {
    disk.full(capacities.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE));
  }
}
