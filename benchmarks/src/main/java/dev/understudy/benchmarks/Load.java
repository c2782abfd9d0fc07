package dev.understudy.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Keeps so many writes under way: it begins the next one when one is acknowledged, on the leader's own
 * loop, so that the load takes no hop of its own. Nothing but the start and the end is waited for.
 */
final class Load {
  /** Whoever waits for a load on memory is told of so many writes at a time. */
  static final int BATCH = 5_000;

  /** The same where each write waits for disks. */
  static final int BATCH_ON_DISK = 100;

  private static final long PATIENCE_SECONDS = 30;

  private final Replicated system;
  private final int concurrency;
  private final int batch;
  private final Semaphore batches = new Semaphore(0);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;

  // Touched on the leader's loop only, until it has ended.
  private final Histogram latencyNanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
  private long acknowledged;
  private int underWay;

  private long cpuNanosBefore;
  private double cpuMicrosPerWrite;

  /** A load on a system that nobody else asks; tells of so many writes at a time. */
  Load(Replicated system, int concurrency, int batch) {
    this.system = system;
    this.concurrency = concurrency;
    this.batch = batch;
  }

  /** Begins, and returns when the first batch is through. */
  void start() throws InterruptedException, TimeoutException {
    cpuNanosBefore = cpuNanos();
    system.onLeader(() -> {
      underWay = concurrency;
      for (int i = 0; i < concurrency; i++) {
        write(System.nanoTime());
      }
    });
    awaitBatch();
  }

  /** Returns when one batch more is acknowledged. */
  void awaitBatch() throws InterruptedException, TimeoutException {
    if (!batches.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("no batch of writes within " + PATIENCE_SECONDS + " s");
    }
    if (ended.isCompletedExceptionally()) {
      ended.join();
    }
  }

  /** Begins no further writes, and returns when all that were under way are acknowledged. */
  void stop() {
    stopping = true;
    ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    cpuMicrosPerWrite = (cpuNanos() - cpuNanosBefore) / 1e3 / acknowledged;
  }

  /** Half of the writes, or 99 % of them, took at most so long; to be asked after the end. */
  double micros(double percentile) {
    return latencyNanos.getValueAtPercentile(percentile) / 1e3;
  }

  /** What this whole JVM has worked for each write, from the start to the end, its compiler included. */
  double cpuMicrosPerWrite() {
    return cpuMicrosPerWrite;
  }

  private void write(long nanos) {
    system.write(failure -> {
      if (failure == null) {
        acknowledged(nanos);
      } else {
        ended.completeExceptionally(new IllegalStateException("a write failed", failure));
        batches.release(); // who waits must hear of it
      }
    });
  }

  private void acknowledged(long beganNanos) {
    long now = System.nanoTime();
    latencyNanos.recordValue(now - beganNanos);
    acknowledged++;
    if (acknowledged % batch == 0) {
      batches.release();
    }
    if (!stopping) {
      write(now);
    } else if (--underWay == 0) {
      ended.complete(null);
    }
  }

  private static long cpuNanos() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime()
        : 0;
  }
}
