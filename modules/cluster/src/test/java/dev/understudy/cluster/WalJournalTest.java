package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sim.RandomStream;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  private static final List<Größe> CUT = List.of(new Größe(2), new Größe(3));

  @ParameterizedTest
  @EnumSource(UnsyncedLoss.class)
  @DisplayName("Whenever the power goes, an entry is in the log or aside, whatever the disk lost")
  void inTheLogOrAside(UnsyncedLoss loss) {
    SetAside aside = SetAside.of("cut", CUT, new RecordCodec());
    int whole = 0;
    for (int done = 0; done < 5; done++) {
      syncs.clear();
      Journal journal = newSlowJournal();
      List.of(1, 2, 3).forEach(n -> journal.append(new Größe(n)));
      finish(journal.flush(), syncs);
      journal.setAside(aside);
      journal.truncate(1);
      Future<Void> flushed = journal.flush();
      for (int i = 0; i < done && !flushed.isComplete(); i++) {
        syncs.remove().complete();
      }
      slow.unsyncedLoss(loss);
      slow.crash();
      syncs.clear();
      Future<Journal.Recovered> found = journal.open();
      finish(found, syncs);
      boolean isCut = found.result().log(Größe.class).size() == 1;
      assertThat(isCut && journal.setAside().isEmpty()).as("after " + done).isFalse();
      assertThat(journal.setAside()).isSubsetOf(aside);
      whole += isCut ? 0 : 1;
      slow.list().forEach(slow::delete);
    }
    assertThat(whole).isBetween(2, 4);
  }

  @Test
  @DisplayName("Without room to set it aside nothing is cut, and half a file is forgotten")
  void noRoomAside() {
    Journal journal = newJournal();
    assertThat(journal.open().succeeded()).isTrue();
    List.of(1, 2, 3).forEach(n -> journal.append(new Größe(n)));
    assertThat(journal.flush().succeeded()).isTrue();
    long used = disk.used();
    disk.full(used + 5);
    assertThatThrownBy(() -> journal.setAside(SetAside.of("cut", CUT, new RecordCodec())))
        .isInstanceOf(DiskFullException.class);
    disk.full(Long.MAX_VALUE);
    disk.crash();
    assertThat(journal.open().result().log(Größe.class)).hasSize(3);
    assertThat(journal.setAside()).isEmpty();
    assertThat(disk.used()).isEqualTo(used);
  }

  private static void finish(Future<?> future, ArrayDeque<Promise<Void>> syncs) {
    while (!future.isComplete()) {
      syncs.remove().complete();
    }
    assertThat(future.succeeded()).isTrue();
  }
}
