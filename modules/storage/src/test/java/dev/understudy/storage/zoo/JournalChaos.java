package dev.understudy.storage.zoo;

import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.JournalTwin;
import dev.understudy.storage.Recovered;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import dev.understudy.storage.zoo.JournalStep.Append;
import dev.understudy.storage.zoo.JournalStep.Crash;
import dev.understudy.storage.zoo.JournalStep.EndSync;
import dev.understudy.storage.zoo.JournalStep.FailSync;
import dev.understudy.storage.zoo.JournalStep.Flush;
import dev.understudy.storage.zoo.JournalStep.Kill;
import dev.understudy.storage.zoo.JournalStep.Rot;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One life of a journal among appends, flushes, slow and failing syncs, killed processes, rot and
 * power cuts, also in the middle of recovery. Throws {@link AssertionError} when W1, W2, W3, W5 or W6
 * does not hold; its message begins with the number.
 */
public final class JournalChaos {
  private static final WriteAheadLog.Options SMALL = new WriteAheadLog.Options(300, 64);

  private final JournalTwin journal;
  private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
  private final SimulatedDisk disk;

  private Random tearing = new Random(0);
  private WriteAheadLog log;
  private List<Buffer> appended = new ArrayList<>();
  private List<Long> marks = new ArrayList<>(); // how much was durable when each was appended
  private long acknowledged;
  private int recovered; // by the last recovery: durable since, whoever asked for it
  private boolean flushFailed;
  private boolean syncFails; // one has failed or will, since the last power cut

  /** What happened in the life: a run in which nothing happened proves nothing. */
  public record Seen(
      int crashes,
      int recordsLost,
      int tornTails,
      int failedFlushes,
      int interruptedRecoveries,
      int rotRefused,
      int rotCut) {

    /** Both together. */
    public Seen plus(Seen other) {
      return new Seen(
          crashes + other.crashes,
          recordsLost + other.recordsLost,
          tornTails + other.tornTails,
          failedFlushes + other.failedFlushes,
          interruptedRecoveries + other.interruptedRecoveries,
          rotRefused + other.rotRefused,
          rotCut + other.rotCut);
    }
  }

  /** Nothing yet. */
  public static final Seen NOTHING = new Seen(0, 0, 0, 0, 0, 0, 0);

  private Seen seen = NOTHING;

  /** An empty journal is opened. */
  public JournalChaos(JournalTwin journal) {
    this.journal = journal;
    this.disk = new SimulatedDisk(() -> tearing.nextLong(), this::delay);
    reopen(-1);
  }

  /** Lives through the life of one seed. */
  public static Seen run(JournalTwin journal, long seed) {
    try {
      return run(journal, JournalStep.life(seed));
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  /** Lives through these steps and cuts the power in the end. */
  public static Seen run(JournalTwin journal, List<JournalStep> steps) {
    JournalChaos chaos = new JournalChaos(journal);
    steps.forEach(chaos::step);
    return chaos.end();
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.getLast().future();
  }

  /** Takes one step. */
  public void step(JournalStep step) {
    if (step instanceof Crash crash) {
      cutPower(crash);
    } else if (step instanceof EndSync) {
      endSync();
    } else if (flushFailed) {
      checkNothingIsPromisedAnyMore();
    } else if (step instanceof Append append) {
      append(append);
    } else if (step instanceof Flush) {
      flush();
    } else if (step instanceof FailSync) {
      syncFails = true;
      disk.failNextSync();
    } else if (step instanceof Kill) {
      kill();
    } else if (step instanceof Rot rot) {
      rot(rot);
    }
  }

  /** Cuts the power a last time, and says what has happened. */
  public Seen end() {
    cutPower(new Crash(UnsyncedLoss.ALL, -1, 0));
    return seen;
  }

  private void append(Append append) {
    byte[] payload = new byte[append.bytes()];
    new Random(appended.size()).nextBytes(payload);
    marks.add(log.durableLsn());
    appended.add(Buffer.buffer(payload));
    long lsn = log.append(appended.get(appended.size() - 1));
    check(lsn == appended.size(), "W3: record %d got LSN %d", appended.size(), lsn);
  }

  private void flush() {
    long covered = log.lastLsn();
    WriteAheadLog asked = log;
    log.flush()
        .onSuccess(done -> acknowledged = Math.max(acknowledged, covered))
        .onFailure(cause -> flushFailed = flushFailed || asked == log);
  }

  private void endSync() {
    if (!syncs.isEmpty()) {
      syncs.remove().complete();
    }
  }

  private void checkNothingIsPromisedAnyMore() {
    check(log.flush().failed(), "W5: a flush succeeded after one had failed");
    try {
      log.append(Buffer.buffer("too late"));
    } catch (SyncFailedException expected) {
      count(new Seen(0, 0, 0, 1, 0, 0, 0));
      return;
    }
    check(false, "W5: an append succeeded after a flush had failed");
  }

  private void cutPower(Crash crash) {
    count(new Seen(1, 0, 0, 0, 0, 0, 0));
    tearing = new Random(crash.chance());
    disk.unsyncedLoss(crash.loss());
    disk.crash();
    syncFails = false;
    reopen(crash.powerCutAfter());
  }

  /** What a failed sync has left in the page cache nobody can know to be lost. */
  private void kill() {
    if (!syncFails) {
      reopen(-1);
    }
  }

  private void reopen(int powerCutAfter) {
    syncs.clear();
    flushFailed = false;
    Future<Recovered> opening = journal.open(disk, SMALL);
    for (int ended = 0; !opening.isComplete() && ended != powerCutAfter; ended++) {
      check(!syncs.isEmpty(), "W1: the journal does not open, and waits for nothing");
      endSync();
    }
    if (opening.succeeded()) {
      check(opening.result());
    } else {
      check(
          !opening.failed() || opening.cause() instanceof SyncFailedException,
          "W1: the journal does not open: %s",
          opening.cause());
      count(new Seen(0, 0, 0, 0, 1, 0, 0));
      disk.crash();
      reopen(-1);
    }
  }

  private void check(Recovered found) {
    List<Buffer> records = found.records();
    String sentence = found.report().sentence();
    check(isPrefix(records), "W1: recovery returned what was not appended: %s", sentence);
    check(records.size() >= recovered, "W6: %d records were recovered; %s", recovered, sentence);
    check(
        records.size() >= acknowledged,
        "W1: %d records were acknowledged; %s",
        acknowledged,
        sentence);
    int torn = found.report().isClean() ? 0 : 1;
    count(new Seen(0, appended.size() - records.size(), torn, 0, 0, 0, 0));
    goOn(found);
  }

  private boolean isPrefix(List<Buffer> records) {
    return records.size() <= appended.size() && records.equals(appended.subList(0, records.size()));
  }

  private void goOn(Recovered found) {
    log = found.log();
    appended = new ArrayList<>(found.records());
    marks = new ArrayList<>(marks.subList(0, appended.size()));
    recovered = appended.size();
    acknowledged = recovered;
  }

  private void rot(Rot rot) {
    cutPower(new Crash(UnsyncedLoss.ALL, -1, 0));
    int left = rot.place();
    long bytes = disk.list().stream().mapToLong(name -> disk.open(name).size()).sum();
    for (String name : disk.list()) {
      DiskFile file = disk.open(name);
      int at = bytes == 0 ? 0 : (int) (left % bytes);
      if (at < file.size()) {
        openRotten(name, at, 1 << rot.bit());
        return;
      }
      left = at - (int) file.size();
    }
  }

  private void openRotten(String file, int at, int bitmask) {
    disk.corrupt(file, at, bitmask);
    Future<Recovered> opening = journal.open(disk, SMALL);
    while (!opening.isComplete() && !syncs.isEmpty()) {
      endSync();
    }
    if (opening.failed()) {
      Throwable cause = opening.cause();
      check(cause instanceof CorruptJournalException, "W2: rot is not refused, but: %s", cause);
      count(new Seen(0, 0, 0, 0, 0, 1, 0));
      disk.corrupt(file, at, bitmask);
      reopen(-1);
      return;
    }
    Recovered found = opening.result();
    long vouchedFor = appended.isEmpty() ? 0 : Collections.max(marks);
    int left = found.records().size();
    check(
        isPrefix(found.records()) && left < appended.size(),
        "W2: nobody noticed the rot in byte %d of %s",
        at,
        file);
    check(left >= vouchedFor, "W2: %d records were vouched for, and %d are left", vouchedFor, left);
    count(new Seen(0, 0, 0, 0, 0, 0, 1));
    goOn(found);
  }

  private void count(Seen more) {
    seen = seen.plus(more);
  }

  private static void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError(broken.formatted(details));
    }
  }
}
