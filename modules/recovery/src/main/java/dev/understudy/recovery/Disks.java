package dev.understudy.recovery;

import dev.understudy.cluster.Cluster;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.Command;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Disks, a date and data for stories about them. */
public final class Disks {
  private static final Instant DATE = Instant.parse("2026-01-01T00:00:00Z");
  private static final int AT_ONCE = 256;

  private Disks() {}

  /** A disk whose syncs take 1 ms on the loop of whoever asks. */
  public static SimulatedDisk simulated(long seed, String of) {
    return new SimulatedDisk(
        new RandomStream(seed, "disk of " + of),
        () -> Vertx.currentContext().owner().timer(1, TimeUnit.MILLISECONDS).mapEmpty());
  }

  /** The date in a cluster that began with the year 2026. */
  public static Clock clock(Cluster cluster) {
    return clock(cluster, DATE);
  }

  /** The date in a cluster that began then. */
  static Clock clock(Cluster cluster, Instant begin) {
    return new Clock() {
      @Override
      public Instant instant() {
        return begin.plus(cluster.now());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock knows UTC only");
      }
    };
  }

  /** Copies every file of a disk to an empty one, durably. */
  static Future<Void> copy(Disk from, Disk to) {
    List<Future<?>> synced = new ArrayList<>();
    for (String name : from.list()) {
      synced.add(copy(name, from, to));
    }
    return Future.all(synced).compose(done -> to.syncDirectory());
  }

  /** Copies one file, which is small enough to be held in memory. */
  static Future<Void> copy(String name, Disk from, Disk to) {
    DiskFile source = from.open(name);
    DiskFile copy = to.open(name);
    copy.append(source.read(0, (int) source.size()));
    source.close();
    return copy.sync().onComplete(done -> copy.close());
  }

  /** What a small file says. */
  static String text(Disk disk, String name) {
    DiskFile file = disk.open(name);
    try {
      return file.read(0, (int) file.size()).toString();
    } finally {
      file.close();
    }
  }

  /** Removes every file, as a person does who means another disk. */
  static Future<Void> wipe(Disk disk) {
    disk.list().forEach(disk::delete);
    return disk.syncDirectory();
  }

  /** Writes so many bytes into a store, in values of this length. */
  static Future<Void> load(DurableStore store, long bytes, int valueLength) {
    return load(store, 0, bytes / valueLength, "x".repeat(valueLength));
  }

  private static Future<Void> load(DurableStore store, long from, long to, String value) {
    if (from >= to) {
      return Future.succeededFuture();
    }
    long end = Math.min(to, from + AT_ONCE);
    List<Future<?>> written = new ArrayList<>();
    for (long i = from; i < end; i++) {
      written.add(store.execute("loader", i + 1, new Command.Put("data/" + i, value)));
    }
    return Future.all(written).compose(done -> load(store, end, to, value));
  }
}
