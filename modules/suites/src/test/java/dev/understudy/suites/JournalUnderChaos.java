package dev.understudy.suites;

import static dev.understudy.suites.JournalPromises.FINAL;

import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.suites.JournalSuite.OpenJournal;
import io.vertx.core.Future;

/** One seeded life of a journal among writes, slow and failing syncs and power cuts, also in recovery. */
final class JournalUnderChaos {
  private static final int STEPS = 80;

  private final JournalRehearsal rehearsal;
  private final TracedDisk disk;
  private int written;
  private boolean flushFailed; // since the journal was opened

  JournalUnderChaos(JournalSuite suite, TracedDisk disk) {
    this.disk = disk;
    rehearsal = JournalRehearsal.opened(suite, disk);
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      step(disk.random().nextInt(100));
    }
    cutPower();
  }

  private void step(int dice) {
    if (flushFailed) {
      expectNoPromise();
      cutPower();
    } else if (dice < 40) {
      write();
    } else if (dice < 55) {
      rehearsal.flush().onFailure(cause -> flushFailed = true);
    } else if (dice < 92) {
      disk.endSync();
    } else if (dice < 94) {
      disk.failNextSync();
    } else {
      cutPower();
    }
  }

  private void write() {
    written++;
    String record = "record " + written + " " + "x".repeat(disk.random().nextInt(30));
    if (disk.random().nextInt(3) == 0) {
      rehearsal.append(record);
    } else {
      rehearsal.write(record).onFailure(cause -> flushFailed = true);
    }
  }

  private void expectNoPromise() {
    Future<Void> late = rehearsal.write("too late");
    rehearsal.settle();
    InvariantBroken.unless(
        !late.succeeded(), FINAL, "a flush had failed, and alice was promised something later");
  }

  private void cutPower() {
    UnsyncedLoss[] losses = UnsyncedLoss.values();
    disk.cutPower(losses[disk.random().nextInt(losses.length)]);
    boolean isInterrupted = disk.random().nextInt(5) == 0;
    if (isInterrupted) {
      rehearsal.begin();
      for (int syncs = disk.random().nextInt(3); syncs > 0; syncs--) {
        disk.endSync();
      }
      disk.cutPower(UnsyncedLoss.TORN);
    }
    open();
    flushFailed = false;
  }

  /** A failing sync may be waiting for the recovery too: then it fails, and is done again. */
  private void open() {
    Future<? extends OpenJournal> opening = rehearsal.begin();
    rehearsal.settle();
    if (opening.failed()) {
      disk.cutPower(UnsyncedLoss.ALL);
      rehearsal.open();
    } else {
      rehearsal.take(opening);
    }
  }
}
