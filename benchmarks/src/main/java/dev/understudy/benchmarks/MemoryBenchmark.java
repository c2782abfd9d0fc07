package dev.understudy.benchmarks;

import dev.understudy.replication.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is kept in memory while a follower is away for long, beside the same when all keep up: three
 * replicas with a quorum, in one JVM. Measured after so many writes, when the log has long been
 * shortened, and after four times as many.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xms2g", "-Xmx2g", "-XX:-UsePerfData"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
public class MemoryBenchmark {
  private static final int UNDER_WAY = 256;
  private static final int MEMBERS = 3;

  /** What was found. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Found {
    /** How many entries the last follower lacked in the end. */
    public double lag;

    /** How many entries the leader's log had in the end. */
    public double entries;

    /** Used heap after the first part of the writes. */
    public double kibAtFirst;

    /** Used heap after all of them. */
    public double kibAtLast;
  }

  /** Whether the last follower is cut off from the beginning. */
  @Param({"false", "true"})
  public boolean away;

  /** So many at first, a multiple of {@link Load#BATCH}. */
  @Param({"300000"})
  public int writes;

  /** Writes, and looks twice what is kept. */
  @Benchmark
  public void keep(Found found) throws InterruptedException, TimeoutException {
    Kind kind = new Kind(MEMBERS, Kind.SHORT, false);
    try (Replicas replicas = Replicas.asked(dev.understudy.replication.Mode.QUORUM, kind)) {
      if (away) {
        replicas.cutOffLast();
      }
      write(replicas, writes);
      found.kibAtFirst = usedKib();
      write(replicas, 3 * writes);
      found.kibAtLast = usedKib();
      Status status = replicas.status();
      found.entries = status.entries();
      found.lag = status.followers().get(MEMBERS - 2).entries();
    }
  }

  private static void write(Replicas replicas, int many)
      throws InterruptedException, TimeoutException {
    Load load = new Load(replicas, UNDER_WAY, Load.BATCH);
    load.start(); // the first batch is through when it returns
    for (int done = Load.BATCH; done < many; done += Load.BATCH) {
      load.awaitBatch();
    }
    load.stop();
  }

  private static double usedKib() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
  }
}
