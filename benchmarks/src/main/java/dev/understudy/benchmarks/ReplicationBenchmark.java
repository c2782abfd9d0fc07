package dev.understudy.benchmarks;

import dev.understudy.replication.Mode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a replicated write costs in real time, beside the floor below it and a peer. One operation is
 * one acknowledged write; a {@link Load} keeps so many of them under way and takes their latency.
 * Each iteration has a fresh system, so that no log grows from one to the next.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Load.BATCH)
@Fork(
    value = 1,
    jvmArgs = {
      "-XX:+UseParallelGC",
      "-Xms3g",
      "-Xmx3g",
      "-Xmn2400m",
      "-XX:-BackgroundCompilation",
      "-XX:-UsePerfData"
    })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
@State(Scope.Benchmark)
public class ReplicationBenchmark {
  /** What an iteration measured beside its writes per second. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Measured {
    /** Half of the writes took at most so long. */
    public double p50Micros;

    /** 99 % of the writes took at most so long. */
    public double p99Micros;

    /** The processor time of the whole JVM for one write. */
    public double cpuMicros;
  }

  /** A system under load. */
  @State(Scope.Benchmark)
  public abstract static class Running {
    /** How many copies, the leader's included. */
    @Param({"3", "5"})
    public int members;

    /** The length of a value. */
    @Param({"16", "1024"})
    public int bytes;

    private Replicated system;
    private Load load;
    private Measured measured;

    abstract Replicated open();

    abstract int concurrency();

    boolean isOnDisk() {
      return false;
    }

    Kind kind() {
      return new Kind(members, bytes, isOnDisk());
    }

    /** Starts system and load. */
    @Setup(Level.Iteration)
    public void start() throws InterruptedException, TimeoutException {
      System.gc(); // so that none comes amid the iteration, and measures how long a log has become
      system = open();
      load = new Load(system, concurrency(), isOnDisk() ? Load.BATCH_ON_DISK : Load.BATCH);
      load.start();
    }

    /** Ends them and reads what was measured. */
    @TearDown(Level.Iteration)
    public void stop() {
      load.stop();
      measured.p50Micros = load.micros(50);
      measured.p99Micros = load.micros(99);
      measured.cpuMicros = load.cpuMicrosPerWrite();
      system.close();
      system = null;
      load = null;
    }

    void awaitBatch(Measured into) throws InterruptedException, TimeoutException {
      measured = into;
      load.awaitBatch();
    }
  }

  /** With any number of writes under way. */
  @State(Scope.Benchmark)
  public abstract static class Concurrent extends Running {
    /** How many writes are under way at any time. */
    @Param({"1", "16", "256"})
    public int concurrency;

    @Override
    int concurrency() {
      return concurrency;
    }
  }

  /** Our replicas. */
  public static class Ours extends Concurrent {
    /** Whose disks must hold a write. */
    @Param({"ASYNC", "SEMI_SYNC", "QUORUM", "SYNC"})
    public Mode mode;

    @Override
    Replicated open() {
      return Replicas.asked(mode, kind());
    }
  }

  /** The same with real disks. */
  public static class OursOnDisk extends Ours {
    @Override
    boolean isOnDisk() {
      return true;
    }
  }

  /** Hops alone. */
  public static class Hops extends Concurrent {
    /** How many answers are waited for. */
    @Param({"QUORUM", "SYNC"})
    public Mode mode;

    @Override
    Replicated open() {
      return new Floor(kind(), needed());
    }

    private int needed() {
      return switch (mode) {
        case ASYNC -> 0;
        case SEMI_SYNC -> 1;
        case QUORUM -> members / 2;
        case SYNC -> members - 1;
      };
    }
  }

  /** The same with real disks. */
  public static class HopsOnDisk extends Hops {
    @Override
    boolean isOnDisk() {
      return true;
    }
  }

  /** MicroRaft, which knows a quorum only. */
  public static class Peer extends Concurrent {
    @Override
    Replicated open() {
      return new MicroRaft(members, bytes);
    }
  }

  /** A client, which has one operation under way. */
  public static class ThroughClient extends Running {
    @Override
    Replicated open() {
      return Replicas.askedByClient(Mode.QUORUM, kind());
    }

    @Override
    int concurrency() {
      return 1;
    }
  }

  /** A write asked for on the leader's loop. */
  @Benchmark
  public void replica(Ours running, Measured measured)
      throws InterruptedException, TimeoutException {
    running.awaitBatch(measured);
  }

  /** A write without a protocol. */
  @Benchmark
  public void floor(Hops running, Measured measured) throws InterruptedException, TimeoutException {
    running.awaitBatch(measured);
  }

  /** A write asked for on the leader's loop, where copies count when they are synced. */
  @Benchmark
  @OperationsPerInvocation(Load.BATCH_ON_DISK)
  public void replicaOnDisk(OursOnDisk running, Measured measured)
      throws InterruptedException, TimeoutException {
    running.awaitBatch(measured);
  }

  /** A write without a protocol that is synced as often. */
  @Benchmark
  @OperationsPerInvocation(Load.BATCH_ON_DISK)
  public void floorOnDisk(HopsOnDisk running, Measured measured)
      throws InterruptedException, TimeoutException {
    running.awaitBatch(measured);
  }

  /** A write of the peer. */
  @Benchmark
  public void microRaft(Peer running, Measured measured)
      throws InterruptedException, TimeoutException {
    running.awaitBatch(measured);
  }

  /** A write asked for by an ordinary client on a loop of its own. */
  @Benchmark
  public void client(ThroughClient running, Measured measured)
      throws InterruptedException, TimeoutException {
    running.awaitBatch(measured);
  }
}
