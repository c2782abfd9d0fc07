package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sim.RandomStream;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WalJournalTest extends JournalContract {
  private static final int BLOCK = 500;

  private final SimulatedDisk disk = new SimulatedDisk(new RandomStream(1, "disk"));
  private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
  private final SimulatedDisk slow = new SimulatedDisk(new RandomStream(1, "disk"), () -> {
    syncs.add(Promise.promise());
    return syncs.getLast().future();
  });

  @Override
  Journal newJournal() {
    return new WalJournal(disk, new RecordCodec(), loss -> disk.crash());
  }

  private Journal newSlowJournal() {
    Journal journal = new WalJournal(
        slow,
        new DurableStore.Options(new WriteAheadLog.Options(BLOCK, BLOCK), BLOCK),
        new RecordCodec(),
        WalRules.KEPT,
        loss -> slow.crash());
    finish(journal.open(), syncs);
    return journal;
  }

  @Test
  @DisplayName("A replacement for which there was no room is not in the snapshot under way either")
  void noRoomToReplace() {
    Journal journal = newSlowJournal();
    journal.append(new Größe(1));
    journal.append(new Größe(2));
    finish(journal.flush(), syncs);
    Future<Void> compacted = journal.compact(1, List.of(new Weight(1)));
    slow.full(slow.used());
    assertThatThrownBy(() -> journal.replace(9, List.of(new Weight(9))))
        .isInstanceOf(DiskFullException.class);
    slow.full(Long.MAX_VALUE);
    finish(compacted, syncs);
    while (!syncs.isEmpty()) {
      syncs.remove().complete();
    }
    slow.crash();
    Future<Journal.Recovered> found = journal.open();
    finish(found, syncs);
    assertThat(found.result().start()).isEqualTo(1);
    assertThat(found.result().snapshot(Weight.class)).containsExactly(new Weight(1));
    assertThat(found.result().log(Größe.class)).containsExactly(new Größe(2));
  }

  @Test
  @DisplayName("A snapshot is written a block at a time, and the journal grows meanwhile")
  void slices() {
    Journal journal = newSlowJournal();
    journal.append(new Größe(1));
    finish(journal.flush(), syncs);
    List<Weight> pieces = new ArrayList<>();
    for (long n = 0; n < 1000; n++) {
      pieces.add(new Weight(n));
    }
    Future<Void> compacted = journal.compact(1, pieces);
    int blocks = 0;
    while (!compacted.isComplete()) {
      long before = slow.used();
      journal.append(new Größe(2));
      long appended = slow.used() - before;
      syncs.remove().complete();
      assertThat(slow.used() - before - appended).isLessThan(2 * BLOCK);
      blocks++;
    }
    assertThat(blocks).isGreaterThan(30);
    finish(journal.flush(), syncs);
    slow.crash();
    Future<Journal.Recovered> found = journal.open();
    finish(found, syncs);
    assertThat(found.result().snapshot(Weight.class)).isEqualTo(pieces);
    assertThat(found.result().log(Größe.class)).hasSize(blocks);
  }

  @Test
  @DisplayName("However often a log is compacted or replaced, its files do not grow")
  void bounded() {
    Journal journal = newJournal();
    assertThat(journal.open().succeeded()).isTrue();
    long most = 0;
    for (int round = 1; round <= 100; round++) {
      for (int i = 0; i < 10; i++) {
        journal.append(new Größe(round));
      }
      assertThat(journal.flush().succeeded()).isTrue();
      if (round % 2 == 0) {
        journal.replace(10L * round, List.of(new Weight(round)));
        assertThat(journal.flush().succeeded()).isTrue();
      } else {
        assertThat(journal.compact(10L * round, List.of(new Weight(round))).succeeded())
            .isTrue();
      }
      most = round <= 10 ? Math.max(most, disk.used()) : most;
    }
    assertThat(disk.used()).isLessThanOrEqualTo(most + 100);
  }

  private static void finish(Future<?> future, ArrayDeque<Promise<Void>> syncs) {
    while (!future.isComplete()) {
      syncs.remove().complete();
    }
    assertThat(future.succeeded()).isTrue();
  }
}
