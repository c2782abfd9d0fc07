package dev.understudy.storage.zoo;

import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.CorruptStoreException;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.Extent;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SnapshotFile;
import dev.understudy.storage.SnapshotJournal;
import dev.understudy.storage.StoreTwin;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One life of a journal with snapshots among appends, flushes, slow and failing syncs, a full disk, a
 * rotten snapshot and power cuts, also in the middle of opening. A snapshot holds all records so far,
 * so whatever is found must be a front of what was appended. Throws {@link AssertionError} when one of
 * W1, W5, W6, S1 to S4 does not hold; its message begins with the number.
 */
public final class SnapshotJournalChaos {
  private static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(300, 100), 80);
  private static final int LIFE = 150;

  /** What may happen in a life, to be counted: a run in which nothing happened proves nothing. */
  public enum Seen {
    CRASH,
    LOST_RECORD,
    FAILED_FLUSH,
    FULL_DISK,
    SNAPSHOT,
    FAILED_SNAPSHOT,
    INTERRUPTED_SNAPSHOT,
    INTERRUPTED_OPENING,
    FRONT_CUT,
    OPENED_FROM_SNAPSHOT,
    ROTTEN_SNAPSHOT_PASSED_OVER
  }

  private final StoreTwin twin;
  private final Map<Seen, Integer> seen;
  private final Random random;
  private final List<Promise<Void>> syncs = new ArrayList<>();
  private final SimulatedDisk disk;
  private List<Buffer> appended = new ArrayList<>();
  private SnapshotJournal journal;
  private int flushed; // so many records are known to be durable
  private boolean isStopped;

  private SnapshotJournalChaos(StoreTwin twin, long seed, Map<Seen, Integer> seen) {
    this.twin = twin;
    this.seen = seen;
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(random, this::delay);
  }

  /** Lives through the life of one seed, and counts what happened. */
  public static void run(StoreTwin twin, long seed, Map<Seen, Integer> seen) {
    try {
      SnapshotJournalChaos chaos = new SnapshotJournalChaos(twin, seed, seen);
      chaos.open(-1);
      for (int i = 0; i < LIFE; i++) {
        chaos.step();
        chaos.look();
      }
      chaos.crash(UnsyncedLoss.ALL, -1);
    } catch (RuntimeException | AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.get(syncs.size() - 1).future();
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 30 && !syncs.isEmpty()) {
      syncs.remove(random.nextInt(syncs.size())).complete();
    } else if (dice >= 96) {
      UnsyncedLoss[] losses = UnsyncedLoss.values();
      int powerCutAfter = random.nextInt(4) == 0 ? random.nextInt(4) : -1;
      crash(losses[random.nextInt(losses.length)], powerCutAfter);
    } else if (dice >= 94) {
      rot();
    } else if (isStopped) {
      checkNothingIsPromisedAnyMore();
    } else if (dice < 60) {
      append();
    } else if (dice < 75) {
      flush();
    } else if (dice < 90) {
      snapshot();
    } else if (dice < 92) {
      disk.full(random.nextBoolean() ? Long.MAX_VALUE : disk.used() + random.nextInt(300));
    } else if (dice < 93) {
      disk.failNextSync();
    }
  }

  private void append() {
    Buffer record = Buffer.buffer("record " + random.nextInt(1 << 20));
    try {
      journal.append(record);
      appended.add(record);
    } catch (DiskFullException full) {
      count(Seen.FULL_DISK);
    } catch (SyncFailedException refused) {
      isStopped = true; // the flush that a snapshot had asked for has failed
    }
  }

  private void flush() {
    int asked = appended.size();
    journal
        .flush()
        .onSuccess(done -> flushed = Math.max(flushed, asked))
        .onFailure(cause -> isStopped = true);
  }

  private void snapshot() {
    if (journal.isSnapshotUnderWay()) {
      return;
    }
    int records = appended.size();
    if (records == 0) {
      return;
    }
    journal
        .snapshot(List.copyOf(appended).iterator())
        .onSuccess(file -> {
          check(file.lsn() == records, "S1: %s holds %d records", file, records);
          count(Seen.SNAPSHOT);
        })
        .onFailure(cause -> count(Seen.FAILED_SNAPSHOT));
  }

  private void checkNothingIsPromisedAnyMore() {
    boolean isRefused = false;
    try {
      journal.append(Buffer.buffer("late"));
    } catch (SyncFailedException refused) {
      isRefused = true;
    }
    check(isRefused, "W5: a record was written behind a failed flush");
    count(Seen.FAILED_FLUSH);
  }

  /** All that anybody can see, after each step. */
  private void look() {
    List<SnapshotFile> whole = journal.snapshotFiles();
    for (SnapshotFile file : whole) {
      check(
          file.lsn() <= journal.durableLsn(),
          "S4: a snapshot at %d, %d is durable",
          file.lsn(),
          journal.durableLsn());
    }
    List<Extent> extents = journal.extents();
    long first = extents.isEmpty() ? 1 : extents.get(0).firstLsn();
    check(
        first == 1 || !whole.isEmpty() && whole.get(0).lsn() >= first - 1,
        "S2: the journal begins with record %d, but the snapshots are %s",
        first,
        whole);
    if (first > 1) {
      count(Seen.FRONT_CUT);
    }
  }

  private void crash(UnsyncedLoss loss, int powerCutAfter) {
    if (journal.isSnapshotUnderWay()) {
      count(Seen.INTERRUPTED_SNAPSHOT);
    }
    disk.full(Long.MAX_VALUE);
    disk.spareNextSync();
    disk.unsyncedLoss(loss);
    disk.crash();
    count(Seen.CRASH);
    open(powerCutAfter);
  }

  private void open(int powerCutAfter) {
    Future<SnapshotJournal.Opened> opening = opening(powerCutAfter);
    if (!opening.isComplete()) {
      count(Seen.INTERRUPTED_OPENING);
      disk.crash();
      opening = opening(-1);
    }
    check(opening.succeeded(), "S2, W6: the journal does not open: %s", opening.cause());
    take(opening.result());
  }

  private Future<SnapshotJournal.Opened> opening(int powerCutAfter) {
    syncs.clear();
    isStopped = false;
    Future<SnapshotJournal.Opened> opening = twin.openJournal(disk, SMALL);
    for (int ended = 0; !opening.isComplete() && ended != powerCutAfter; ended++) {
      syncs.remove(0).complete();
    }
    return opening;
  }

  private void take(SnapshotJournal.Opened opened) {
    List<Buffer> found = new ArrayList<>(opened.snapshot());
    found.addAll(opened.records());
    check(found.size() >= flushed, "W1: %d records, %d were flushed", found.size(), flushed);
    check(
        found.size() <= appended.size() && found.equals(appended.subList(0, found.size())),
        "W1, S1: what was found is not what was appended: %d records for %d",
        found.size(),
        appended.size());
    check(opened.journal().lastLsn() == found.size(), "W3: %d", opened.journal().lastLsn());
    seen.merge(Seen.LOST_RECORD, appended.size() - found.size(), Integer::sum);
    if (!opened.snapshot().isEmpty()) {
      count(Seen.OPENED_FROM_SNAPSHOT);
    }
    appended = found;
    flushed = found.size();
    journal = opened.journal();
  }

  /** One bit of one of two snapshots flips, which changes nothing; then it is as it was. */
  private void rot() {
    crash(UnsyncedLoss.ALL, -1);
    List<SnapshotFile> whole = journal.snapshotFiles();
    if (whole.isEmpty()) {
      return;
    }
    String file = whole.get(random.nextInt(whole.size())).file();
    long at = random.nextLong(disk.open(file).size());
    int bit = 1 << random.nextInt(Byte.SIZE);
    disk.corrupt(file, at, bit);
    disk.crash();
    Future<SnapshotJournal.Opened> opening = opening(-1);
    if (opening.failed()) {
      boolean isRefusal = opening.cause() instanceof CorruptStoreException
          || opening.cause() instanceof CorruptJournalException;
      check(isRefusal && whole.size() == 1, "S3: %s of %s: %s", file, whole, opening.cause());
    } else {
      int before = appended.size();
      take(opening.result());
      check(appended.size() == before, "S3: %d records of %d", appended.size(), before);
      count(Seen.ROTTEN_SNAPSHOT_PASSED_OVER);
    }
    if (disk.exists(file)) {
      disk.corrupt(file, at, bit);
    }
    disk.crash();
    open(-1);
  }

  private void count(Seen what) {
    seen.merge(what, 1, Integer::sum);
  }

  private static void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError(broken.formatted(details));
    }
  }
}
