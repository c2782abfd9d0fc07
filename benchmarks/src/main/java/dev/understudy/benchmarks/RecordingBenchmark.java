package dev.understudy.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.replication.Replica;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * What recording costs: one and the same story, of which all is kept, or its hash alone, or nothing.
 * What is kept changes nothing in the story, so the times of equal stories can be divided.
 *
 * <p>Time is that of the processor for the whole process, collecting garbage included: it suffers
 * less from what else the machine does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RecordingBenchmark {
  private static final String[] NAMES = {"athens", "byzantium", "cyrene", "delphi", "ephesus"};
  private static final int CLIENTS = 8;

  /** What is told. */
  public enum Story {
    /** Five nodes that only send small messages: nothing else takes time. */
    TALKERS {
      @Override
      void begin(Cluster cluster) {
        cluster.start(() -> new Talker(Duration.ofMillis(1)), NAMES);
      }
    },
    /** Five replicas with journals on disks, and clients that write without pause. */
    REPLICAS {
      @Override
      void begin(Cluster cluster) {
        cluster.start(() -> new Replica(dev.understudy.replication.Mode.QUORUM), NAMES);
        for (int i = 0; i < CLIENTS; i++) {
          writeForever(cluster.client("client " + i), "key " + i, 0);
        }
      }
    };

    abstract void begin(Cluster cluster);

    private static void writeForever(Client client, String key, long value) {
      client.put(key, "" + value).onSuccess(done -> writeForever(client, key, value + 1));
    }
  }

  /** The time of the processor, by how much is kept. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Processor {
    private final OperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Nanoseconds of stories of which nothing is kept. */
    public long nothing;

    /** Nanoseconds of stories of which the hash is kept. */
    public long hash;

    /** Nanoseconds of stories of which every event is kept. */
    public long events;
  }

  /** What is told. */
  @Param({"TALKERS", "REPLICAS"})
  public Story story;

  private int turn;

  /** The same second of virtual time three times, each in a world of its own; takes turns who is first. */
  @Benchmark
  public long tell(Processor processor) {
    long sum = 0;
    turn++;
    for (int i = 0; i < 3; i++) {
      Recorder.Keep keep = Recorder.Keep.values()[(turn + i) % 3];
      long before = processor.system.getProcessCpuTime();
      sum += tell(keep);
      long nanos = processor.system.getProcessCpuTime() - before;
      switch (keep) {
        case NOTHING -> processor.nothing += nanos;
        case HASH -> processor.hash += nanos;
        case EVENTS -> processor.events += nanos;
      }
    }
    return sum;
  }

  private long tell(Recorder.Keep keep) {
    try (Cluster cluster = Cluster.simulated(42)) {
      cluster.keep(keep);
      story.begin(cluster);
      cluster.runFor(Duration.ofSeconds(1));
      return cluster.trace().hash();
    }
  }
}
