package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.RealDisk;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a durable record costs on a real disk, and how fast records come back. One operation is one
 * record of a hundred bytes.
 *
 * <p>Sixty-four writers share the syncs of a journal; beside it a bare file gets as many records for
 * each sync, from a loop that does nothing else.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class StorageBenchmark {
  private static final int WRITERS = 64;
  private static final int RECORDS = 16 * WRITERS; // in one invocation
  private static final int MILLION = 1_000_000;
  private static final byte[] RECORD = new byte[100];

  /** Counted where the records are written. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Syncs {
    /** How often records were made durable. */
    public long syncs;
  }

  /** A file, a loop, and nothing else. */
  @State(Scope.Benchmark)
  public static class Bare {
    private final Scratch scratch = new Scratch();
    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD.length);
    private FileChannel file;

    /** Makes the file. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
      file = FileChannel.open(
          scratch.make().resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Removes it. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
      file.close();
      scratch.remove();
    }

    private void write() throws IOException {
      record.clear();
      while (record.hasRemaining()) {
        file.write(record);
      }
    }
  }

  /** A journal and its writers. */
  @State(Scope.Benchmark)
  public static class Journal {
    private final Scratch scratch = new Scratch();
    private final Vertx vertx = Vertx.vertx();
    private Writers writers;
    private WriteAheadLog journal;

    /** Opens it; the writers begin. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
      Context context = vertx.getOrCreateContext();
      RealDisk disk = new RealDisk(vertx, scratch.make());
      journal = Loops.await(context, () -> WriteAheadLog.open(disk)).log();
      writers = new Writers(context, journal, Buffer.buffer(RECORD), RECORDS);
      writers.start(WRITERS);
    }

    /** Ends them. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
      writers.stop();
      journal.close();
      scratch.remove();
    }

    /** Ends the loop. */
    @TearDown(Level.Trial)
    public void end() {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** A journal of a million records, to be opened again and again. */
  @State(Scope.Benchmark)
  public static class Written {
    /** How many; a smoke run takes fewer, and its figures mean nothing. */
    @Param("" + MILLION)
    public int records;

    private final Scratch scratch = new Scratch();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private RealDisk disk;
    private long bytesRead;

    /** Writes it. */
    @Setup(Level.Trial)
    public void write() throws IOException {
      disk = new RealDisk(vertx, scratch.make());
      WriteAheadLog journal =
          Loops.await(context, () -> WriteAheadLog.open(disk)).log();
      Loops.await(context, () -> {
        for (int i = 0; i < records; i++) {
          journal.append(Buffer.buffer(RECORD));
        }
        return journal.flush();
      });
      journal.close();
    }

    private long open() {
      bytesRead = 0;
      Loops.await(
              context,
              () -> WriteAheadLog.open(
                  disk,
                  WriteAheadLog.Options.defaults(),
                  WriteAheadLog.Base.START,
                  (lsn, payload) -> bytesRead += payload.remaining()))
          .log()
          .close();
      return bytesRead;
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      scratch.remove();
    }
  }

  /** A store of a million commits, to be opened again and again. */
  @State(Scope.Benchmark)
  public static class Stored {
    private static final int KEYS = 100_000;

    /** How many; a smoke run takes fewer, and its figures mean nothing. */
    @Param("" + MILLION)
    public int records;

    private final Scratch scratch = new Scratch();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private RealDisk disk;

    /** Writes it. */
    @Setup(Level.Trial)
    public void write() throws IOException {
      disk = new RealDisk(vertx, scratch.make());
      DurableStore store = Loops.await(context, this::opening);
      String value = "v".repeat(70);
      Loops.await(context, () -> {
        Future<?> last = Future.succeededFuture();
        for (int i = 1; i <= records; i++) {
          last = store.execute("alice", i, new Command.Put("toys/" + i % KEYS, value));
        }
        return last;
      });
      store.close();
    }

    private Future<DurableStore> opening() {
      return DurableStore.open(
          disk, DurableStore.Options.defaults(), Clock.systemUTC(), "0".repeat(32));
    }

    private long open() {
      DurableStore store = Loops.await(context, this::opening);
      store.close();
      return store.lastLsn();
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      scratch.remove();
    }
  }

  /** As many records for each sync as there are writers, from one loop. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void bare(Bare bare, Syncs counted) throws IOException {
    for (int i = 0; i < RECORDS; i += WRITERS) {
      for (int j = 0; j < WRITERS; j++) {
        bare.write();
      }
      bare.file.force(false);
      counted.syncs++;
    }
  }

  /** Records of many writers, made durable together. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void journal(Journal running, Syncs counted)
      throws InterruptedException, TimeoutException {
    long before = running.writers.syncs();
    running.writers.awaitBatch();
    counted.syncs += running.writers.syncs() - before;
  }

  /** A journal is opened: every record is checked and handed over. */
  @Benchmark
  @OperationsPerInvocation(MILLION)
  public long recovery(Written written) {
    return written.open();
  }

  /** A store is opened: every commit is checked, read and applied. */
  @Benchmark
  @OperationsPerInvocation(MILLION)
  public long store(Stored stored) {
    return stored.open();
  }
}
