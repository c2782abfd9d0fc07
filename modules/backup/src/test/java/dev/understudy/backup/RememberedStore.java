package dev.understudy.backup;

import dev.understudy.storage.Command;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A store on a simulated disk, and beside it what its state was after each of its commits. */
public final class RememberedStore {
  public static final String SYSTEM = "00112233445566778899aabbccddeeff";

  /** Many segments, snapshots of many blocks. */
  public static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(400, 300), 128);

  public final SettableClock clock = new SettableClock();
  public final SimulatedDisk disk;
  public DurableStore store;

  private final Random random;
  private final List<Long> hashes = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private long sequence;

  public RememberedStore(long seed) {
    this(seed, SYSTEM, new SimulatedDisk(new Random(~seed)));
  }

  public RememberedStore(long seed, String system, SimulatedDisk disk) {
    this.random = new Random(seed);
    this.disk = disk;
    this.store = result(DurableStore.open(disk, SMALL, clock, system));
    hashes.add(store.stateHash());
    times.add(Instant.EPOCH);
  }

  /** What a future that is complete has come to; its failure is thrown. */
  public static <T> T result(Future<T> future) {
    if (!future.isComplete()) {
      throw new AssertionError("not complete");
    }
    if (future.failed()) {
      if (future.cause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AssertionError(future.cause());
    }
    return future.result();
  }

  /** Opens what was restored to a disk. */
  public static DurableStore opened(Disk disk) {
    return result(DurableStore.open(disk, SMALL, new SettableClock(), "f".repeat(32)));
  }

  /** Writes so many random commands, one after the other, up to a second apart. */
  public RememberedStore write(int commands) {
    for (int i = 0; i < commands; i++) {
      clock.forward(Duration.ofMillis(random.nextInt(1000)));
      result(store.execute("client", ++sequence, command()));
      remember();
    }
    return this;
  }

  /** Notes the state after a commit. */
  public void remember() {
    hashes.add(store.stateHash());
    times.add(store.lastTime());
  }

  /** Opens it again, as after a restart. */
  public void reopen() {
    store = result(DurableStore.open(disk, SMALL, clock, SYSTEM));
  }

  private Command command() {
    String key = (random.nextBoolean() ? "cats/" : "dogs/") + random.nextInt(10);
    return switch (random.nextInt(4)) {
      case 0 -> new Command.Delete(key);
      case 1 -> new Command.Append(key, "+" + random.nextInt(10));
      default -> new Command.Put(key, "v" + random.nextInt(1000));
    };
  }

  public RememberedStore snapshot() {
    result(store.snapshot());
    return this;
  }

  /** How many commits there were. */
  public int last() {
    return hashes.size() - 1;
  }

  /** The state after so many commits. */
  public long hashAt(long lsn) {
    return hashes.get((int) lsn);
  }

  /** The time of a commit. */
  public Instant timeOf(long lsn) {
    return times.get((int) lsn);
  }

  /** How many commits there were up to a time, that millisecond included. */
  public long commitsUpTo(Instant time) {
    return times.stream().filter(commit -> !commit.isAfter(time)).count() - 1;
  }
}
