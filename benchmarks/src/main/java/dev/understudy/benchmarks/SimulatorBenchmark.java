package dev.understudy.benchmarks;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Recorder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast virtual time is, through the full path of {@code Node}: five nodes, one thread. One
 * operation is one second of virtual time, or one world.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@State(Scope.Thread)
public class SimulatorBenchmark {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String[] NAMES = {"athens", "byzantium", "cyrene", "delphi", "ephesus"};

  /** Counts what was delivered, beside the seconds of virtual time. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Delivered {
    /** Messages handed to a handler. */
    public long messages;
  }

  /** A cluster that runs on from one call to the next. */
  @State(Scope.Thread)
  public static class Running {
    /** Milliseconds between two rounds of messages: 1 is a load, 50 are heartbeats. */
    @Param({"1", "50"})
    public int interval;

    /** How much of the trace is kept. */
    @Param({"HASH", "NOTHING"})
    public Recorder.Keep keep;

    private Cluster cluster;
    private long before;

    /** Starts it. */
    @Setup(Level.Iteration)
    public void start() {
      cluster = Cluster.simulated(42);
      cluster.keep(keep);
      cluster.start(() -> new Talker(Duration.ofMillis(interval)), NAMES);
      before = heard();
    }

    /** Drops it. */
    @TearDown(Level.Iteration)
    public void stop() {
      cluster.close();
    }

    private long heard() {
      long sum = 0;
      for (String name : NAMES) {
        sum += cluster.state(name, Talker.Heard.class).messages();
      }
      return sum;
    }

    private long newlyHeard() {
      long now = heard();
      long difference = now - before;
      before = now;
      return difference;
    }
  }

  /** One second of virtual time: operations per second say how much faster than real time. */
  @Benchmark
  public void virtualSecond(Running running, Delivered delivered) {
    running.cluster.runFor(SECOND);
    delivered.messages += running.newlyHeard();
  }

  /** A world with five nodes, made and dropped. */
  @Benchmark
  public long world() {
    try (Cluster cluster = Cluster.simulated(42)) {
      cluster.keep(Recorder.Keep.HASH);
      cluster.start(() -> new Talker(Duration.ofMillis(50)), NAMES);
      return cluster.now().toNanos();
    }
  }
}
