package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A journal on a slow disk that is told step by step what to do, and may lose power after any. */
final class JournalLives {

  /** What happens next to the journal or to its disk. */
  sealed interface Step {
    record Append(Buffer record) implements Step {}

    record Flush() implements Step {}

    record SyncEnds() implements Step {}

    record SyncFails() implements Step {}
  }

  /** A story up to the power cut, and what the cut does; {@code seed} is that of the disk. */
  record Life(List<Step> steps, int segmentBytes, UnsyncedLoss loss, long seed) {}

  private final JournalTwin journal;
  private final WriteAheadLog.Options options;
  private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
  private final SimulatedDisk disk;
  private final List<Buffer> appended = new ArrayList<>();
  private WriteAheadLog log;
  private long promised;

  private JournalLives(JournalTwin journal, Life life) {
    this.journal = journal;
    this.options = new WriteAheadLog.Options(life.segmentBytes(), 1 << 20);
    this.disk = new SimulatedDisk(new Random(life.seed()), this::delay);
    this.log = open().log();
    disk.unsyncedLoss(life.loss());
  }

  /** W1 and W3: cuts the power after each step in turn, once a life, and looks at what comes back. */
  static void cutAfterEachStep(JournalTwin journal, Life life) {
    for (int steps = 0; steps <= life.steps().size(); steps++) {
      JournalLives lives = new JournalLives(journal, life);
      life.steps().subList(0, steps).forEach(lives::take);
      lives.cutThePower();
      lives.goOn();
    }
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.getLast().future();
  }

  private Recovered open() {
    Future<Recovered> opening = journal.open(disk, options);
    while (!opening.isComplete()) {
      syncs.remove().complete();
    }
    return opening.result();
  }

  private void take(Step step) {
    if (step instanceof Step.Append append) {
      append(append.record());
    } else if (step instanceof Step.Flush) {
      long covered = log.lastLsn();
      log.flush().onSuccess(done -> promised = Math.max(promised, covered));
    } else if (step instanceof Step.SyncFails) {
      disk.failNextSync();
    } else if (!syncs.isEmpty()) {
      syncs.remove().complete();
    }
  }

  private void append(Buffer record) {
    try {
      assertThat(log.append(record)).as("W3: the next number").isEqualTo(appended.size() + 1L);
      appended.add(record);
    } catch (SyncFailedException refused) {
      assertThat(log.flush().failed()).as("W5: a flush after a refused append").isTrue();
    }
  }

  private void cutThePower() {
    disk.syncDirectory(); // takes upon itself a failure that is still to come
    disk.crash();
    syncs.clear();
    Recovered recovered = open();
    int found = recovered.records().size();
    assertThat(appended.subList(0, Math.min(found, appended.size())))
        .as("W1: nothing was invented")
        .isEqualTo(recovered.records());
    assertThat((long) found)
        .as("W1: all that was flushed is there")
        .isGreaterThanOrEqualTo(promised);
    log = recovered.log();
    appended.subList(found, appended.size()).clear();
  }

  /** W1 also of a journal that has been recovered: it carries on behind what was found. */
  private void goOn() {
    append(Buffer.buffer("one more"));
    Future<Void> flush = log.flush();
    while (!flush.isComplete()) {
      syncs.remove().complete();
    }
    disk.unsyncedLoss(UnsyncedLoss.ALL);
    disk.crash();
    syncs.clear();
    assertThat(open().records()).as("W1: recovered, appended, recovered").isEqualTo(appended);
  }
}
