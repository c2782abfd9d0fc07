package dev.understudy.storage.zoo;

import dev.understudy.storage.Command;
import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.CorruptStoreException;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.StoreTwin;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A store with two snapshots and a journal that is cut before the older one, damaged in every
 * possible single place. Throws {@link AssertionError} when S3 or W2 does not hold: damage that is
 * not needed makes no difference, other damage is refused, and none goes unnoticed.
 */
public final class SnapshotRot {
  private static final DurableStore.Options OPTIONS =
      new DurableStore.Options(new WriteAheadLog.Options(150, 200), 60);
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String SYSTEM = "0123456789abcdef0123456789abcdef";
  private static final int COMMITS = 24;

  private final StoreTwin twin;
  private final TreeMap<String, Buffer> files = new TreeMap<>();
  private final List<Long> hashes = new ArrayList<>(List.of(0L));

  /** Lets the real store write its files; {@code twin} will have to open them. */
  public SnapshotRot(StoreTwin twin) {
    this.twin = twin;
    SimulatedDisk disk = new SimulatedDisk(new Random(0));
    DurableStore store = DurableStore.open(disk, OPTIONS, CLOCK, SYSTEM).result();
    for (int i = 1; i <= COMMITS; i++) {
      store.execute("client " + i % 2, i, new Command.Put("key " + i % 12, "value " + i));
      hashes.add(store.stateHash());
      if (i % 8 == 0 && i < COMMITS) {
        store.snapshot();
      }
    }
    for (String name : disk.list()) {
      DiskFile file = disk.open(name);
      files.put(name, file.read(0, (int) file.size()));
    }
  }

  /** The names of all files. */
  public List<String> files() {
    return List.copyOf(files.keySet());
  }

  /** Flips every bit of every file, one at a time, and returns how many. */
  public int flipEveryBit() {
    int flips = 0;
    for (String name : files.keySet()) {
      for (int bit = 0; bit < files.get(name).length() * 8; bit++) {
        Buffer damaged = files.get(name).copy();
        damaged.setByte(bit / 8, (byte) (damaged.getByte(bit / 8) ^ (1 << (bit % 8))));
        check(name, damaged, "bit %d of %s flipped".formatted(bit, name), false);
        flips++;
      }
    }
    return flips;
  }

  /** Cuts every file at every byte, one at a time, and returns how many cuts. */
  public int cutEverywhere() {
    int cuts = 0;
    for (String name : files.keySet()) {
      boolean isLast = name.equals(lastSegment());
      for (int size = 0; size < files.get(name).length(); size++) {
        Buffer damaged = files.get(name).getBuffer(0, size);
        check(name, damaged, "%s cut at byte %d".formatted(name, size), isLast);
        cuts++;
      }
    }
    return cuts;
  }

  private String lastSegment() {
    return files.headMap("wal-~").lastKey();
  }

  private void check(String name, Buffer damaged, String damage, boolean mayLookShorter) {
    Future<DurableStore> opening = openWith(name, damaged);
    if (opening.failed()) {
      boolean isRefusal = opening.cause() instanceof CorruptStoreException
          || opening.cause() instanceof CorruptJournalException;
      check(isRefusal, "S3: %s: %s", damage, opening.cause());
      check(!name.startsWith("snap-"), "S3: %s, and another snapshot is whole", damage);
      return;
    }
    DurableStore store = opening.result();
    boolean isLastOnly = store.lastLsn() == COMMITS - 1 || mayLookShorter;
    check(
        store.lastLsn() == COMMITS || isLastOnly && name.startsWith("wal-"),
        "W2: %s: %d commits",
        damage,
        store.lastLsn());
    check(
        store.stateHash() == hashes.get((int) store.lastLsn()),
        "S3: %s: the state is not that of %d commits",
        damage,
        store.lastLsn());
    check(store.system().equals(SYSTEM), "S3: %s: the store is %s", damage, store.system());
  }

  private Future<DurableStore> openWith(String name, Buffer damaged) {
    Disk disk = new SimulatedDisk(new Random(0));
    files.forEach((file, bytes) -> disk.open(file).append(file.equals(name) ? damaged : bytes));
    return twin.open(disk, OPTIONS, CLOCK, SYSTEM);
  }

  private static void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError(broken.formatted(details));
    }
  }
}
