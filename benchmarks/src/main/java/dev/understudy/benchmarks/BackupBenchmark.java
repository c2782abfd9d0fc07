package dev.understudy.benchmarks;

import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Restore;
import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * How fast a store is backed up and restored, beside the same files read in chunks, checksummed,
 * written elsewhere and synced. One operation is one MiB of values.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class BackupBenchmark {
  private static final int MIB = 128;
  private static final int VALUE = 64 << 10;
  private static final int CHUNK = 1 << 20;

  /** A store that nobody writes to, a backup of it, and an empty folder for each call. */
  @State(Scope.Benchmark)
  public static class Stored {
    /** How much; a smoke run takes less, and its figures mean nothing. */
    @Param("" + MIB)
    public int mib;

    private final Scratch source = new Scratch();
    private final Scratch target = new Scratch();
    private final Scratch place = new Scratch();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private Path from;
    private DurableStore store;
    private DirectoryTarget backup;
    private Path into;

    /** Fills the store and backs it up. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
      from = source.make();
      RealDisk disk = new RealDisk(vertx, from);
      store = Loops.await(
          context,
          () -> DurableStore.open(
              disk, DurableStore.Options.defaults(), Clock.systemUTC(), "0".repeat(32)));
      String value = "v".repeat(VALUE);
      Loops.await(context, () -> {
        Future<?> last = Future.succeededFuture();
        for (int i = 1; i <= mib * (CHUNK / VALUE); i++) {
          last = store.execute("alice", i, new Command.Put("toys/" + i, value));
        }
        return last;
      });
      backup = DirectoryTarget.in(vertx, target.make());
      Loops.await(context, () -> Backups.of(backup, Clock.systemUTC()).full(store));
    }

    /** Makes the folder. */
    @Setup(Level.Invocation)
    public void make() throws IOException {
      into = place.make();
    }

    /** Removes it. */
    @TearDown(Level.Invocation)
    public void empty() throws IOException {
      place.remove();
    }

    /** Removes all. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      store.close();
      vertx.close().toCompletionStage().toCompletableFuture().join();
      source.remove();
      target.remove();
    }
  }

  /** Nothing but bytes. */
  @Benchmark
  @OperationsPerInvocation(MIB)
  public byte[] copy(Stored stored) throws IOException, GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    List<Path> files;
    try (Stream<Path> all = Files.list(stored.from)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      try (FileChannel from = FileChannel.open(file);
          FileChannel into = FileChannel.open(
              stored.into.resolve(file.getFileName()),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        while (from.read(chunk.clear()) > 0) {
          digest.update(chunk.flip());
          into.write(chunk.flip());
        }
        into.force(false);
      }
    }
    return digest.digest();
  }

  /** A full backup, durable, with its manifest. */
  @Benchmark
  @OperationsPerInvocation(MIB)
  public Object backup(Stored stored) {
    return Loops.await(
        stored.context,
        () -> Backups.of(DirectoryTarget.in(stored.vertx, stored.into), Clock.systemUTC())
            .full(stored.store));
  }

  /** A restore, checked before the first byte and while it is written. */
  @Benchmark
  @OperationsPerInvocation(MIB)
  public Object restore(Stored stored) {
    return Loops.await(
        stored.context,
        () -> Restore.from(stored.backup).into(stored.vertx, stored.into.resolve("restored")));
  }
}
