package dev.understudy.storage.zoo;

import dev.understudy.storage.JournalTwin;
import dev.understudy.storage.Recovered;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One seeded life of a journal among appends, flushes, slow and failing syncs and power cuts, also
 * in the middle of recovery. Throws {@link AssertionError} when W1, W3 or W5 does not hold.
 */
public final class JournalChaos {
  private static final WriteAheadLog.Options SMALL = new WriteAheadLog.Options(300, 64);
  private static final int STEPS = 150;

  private final JournalTwin journal;
  private final long seed;
  private final Random random;
  private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
  private final SimulatedDisk disk;

  private WriteAheadLog log;
  private List<Buffer> appended = new ArrayList<>();
  private long acknowledged;
  private boolean flushFailed;

  /** What happened in the life: a run in which nothing happened proves nothing. */
  public record Seen(
      int crashes, int recordsLost, int tornTails, int failedFlushes, int interruptedRecoveries) {

    Seen plus(int crash, int lost, int torn, int failed, int interrupted) {
      return new Seen(
          crashes + crash,
          recordsLost + lost,
          tornTails + torn,
          failedFlushes + failed,
          interruptedRecoveries + interrupted);
    }
  }

  private Seen seen = new Seen(0, 0, 0, 0, 0);

  private JournalChaos(JournalTwin journal, long seed) {
    this.journal = journal;
    this.seed = seed;
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(new Random(~seed), this::delay);
  }

  /** Lives through one seed. */
  public static Seen run(JournalTwin journal, long seed) {
    JournalChaos chaos = new JournalChaos(journal, seed);
    chaos.reopen();
    for (int i = 0; i < STEPS; i++) {
      chaos.step(random(chaos.random));
    }
    chaos.crash();
    return chaos.seen;
  }

  private static int random(Random random) {
    return random.nextInt(100);
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.getLast().future();
  }

  private void step(int dice) {
    if (flushFailed) {
      checkNothingIsPromisedAnyMore();
      crash();
    } else if (dice < 50) {
      append();
    } else if (dice < 70) {
      flush();
    } else if (dice < 94) {
      finishOneSync();
    } else if (dice < 96) {
      disk.failNextSync();
    } else {
      crash();
    }
  }

  private void append() {
    byte[] payload = new byte[random.nextInt(64)];
    random.nextBytes(payload);
    appended.add(Buffer.buffer(payload));
    long lsn = log.append(appended.get(appended.size() - 1));
    check(lsn == appended.size(), "W3: record %d got LSN %d", appended.size(), lsn);
  }

  private void flush() {
    long covered = log.lastLsn();
    log.flush()
        .onSuccess(done -> acknowledged = Math.max(acknowledged, covered))
        .onFailure(cause -> flushFailed = true);
  }

  private void finishOneSync() {
    if (!syncs.isEmpty()) {
      syncs.remove().complete();
    }
  }

  private void checkNothingIsPromisedAnyMore() {
    check(log.flush().failed(), "W5: a flush succeeded after one had failed");
    try {
      log.append(Buffer.buffer("too late"));
    } catch (SyncFailedException expected) {
      seen = seen.plus(0, 0, 0, 1, 0);
      return;
    }
    check(false, "W5: an append succeeded after a flush had failed");
  }

  private void crash() {
    UnsyncedLoss[] losses = UnsyncedLoss.values();
    disk.unsyncedLoss(losses[random.nextInt(losses.length)]);
    disk.crash();
    syncs.clear();
    flushFailed = false;
    reopen();
    seen = seen.plus(1, 0, 0, 0, 0);
  }

  private void reopen() {
    Future<Recovered> opening = journal.open(disk, SMALL);
    boolean powerFails = random.nextInt(10) == 0;
    while (!opening.isComplete() && !(powerFails && random.nextBoolean())) {
      syncs.remove().complete();
    }
    if (opening.succeeded()) {
      check(opening.result());
    } else {
      check(
          !opening.failed() || opening.cause() instanceof SyncFailedException,
          "W1: the journal does not open: %s",
          opening.cause());
      seen = seen.plus(0, 0, 0, 0, 1);
      crash();
    }
  }

  private void check(Recovered recovered) {
    List<Buffer> records = recovered.records();
    check(
        records.size() <= appended.size() && records.equals(appended.subList(0, records.size())),
        "W1: recovery returned what was not appended: %s",
        recovered.report().sentence());
    check(
        records.size() >= acknowledged,
        "W1: %d records were acknowledged; %s",
        acknowledged,
        recovered.report().sentence());
    seen =
        seen.plus(0, appended.size() - records.size(), recovered.report().isClean() ? 0 : 1, 0, 0);
    log = recovered.log();
    appended = new ArrayList<>(records);
    acknowledged = records.size();
  }

  private void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError("seed " + seed + ": " + broken.formatted(details));
    }
  }
}
