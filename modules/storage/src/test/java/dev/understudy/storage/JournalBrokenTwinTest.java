package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.zoo.AcknowledgeBeforeSync;
import dev.understudy.storage.zoo.CorruptMiddleCut;
import dev.understudy.storage.zoo.DirectoryNotSynced;
import dev.understudy.storage.zoo.JournalChaos;
import dev.understudy.storage.zoo.JournalRot;
import dev.understudy.storage.zoo.JournalStep.Append;
import dev.understudy.storage.zoo.JournalStep.Crash;
import dev.understudy.storage.zoo.RecoveredNotSynced;
import dev.understudy.storage.zoo.SyncRetriedAfterError;
import dev.understudy.storage.zoo.TornTailAccepted;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JournalBrokenTwinTest {
  private static final int SEEDS = 100;

  private static void live(JournalTwin journal) {
    for (long seed = 0; seed < SEEDS; seed++) {
      JournalChaos.run(journal, seed);
    }
  }

  private static void isCaught(JournalTwin twin, String how) {
    assertThatThrownBy(() -> live(twin))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed ")
        .hasMessageContaining(how);
  }

  @Test
  @DisplayName("The real journal passes the checks that catch its twins")
  void theRealOne() {
    JournalTwin real = new JournalTwin() {};
    live(real);
    tornAfterTheFlush(real);
    assertThat(new JournalRot(real, 10_000).flipEveryBit()).isPositive();
  }

  @Test
  @DisplayName("Z14: who acknowledges before the sync loses what it acknowledged")
  void acknowledgeBeforeSync() {
    isCaught(new AcknowledgeBeforeSync(), "W1");
  }

  @Test
  @DisplayName(
      "Z15: a sync that succeeds at the second try has not written what the first one lost")
  void syncRetried() {
    isCaught(new SyncRetriedAfterError(), "W1");
  }

  @Test
  @DisplayName("Z16: who accepts a torn tail returns what nobody wrote, and does not see rot")
  void tornTailAccepted() {
    isCaught(new TornTailAccepted(), "W2");
    assertThatThrownBy(() -> tornAfterTheFlush(new TornTailAccepted()))
        .hasMessageContaining("was not appended");
  }

  /** A power cut that tears what is being written, and nothing else. */
  private static void tornAfterTheFlush(JournalTwin journal) {
    for (int chance = 0; chance < SEEDS; chance++) {
      JournalChaos.run(
          journal,
          List.of(new Append(60), new Append(60), new Crash(UnsyncedLoss.TORN, -1, chance)));
    }
  }

  @Test
  @DisplayName("Z16: who cuts a rotten middle takes back what was promised, without a word")
  void corruptMiddleCut() {
    JournalRot rot = new JournalRot(new CorruptMiddleCut(), 10_000);
    assertThatThrownBy(rot::flipEveryBit)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("W2: bit 0 of wal-0000000000000001.log");
    isCaught(new CorruptMiddleCut(), "W2");
  }

  /** A process is killed with records in the page cache; the next one opens, and the power goes. */
  private static void recoverTwice(JournalTwin journal) {
    SimulatedDisk disk = new SimulatedDisk(new Random(1));
    WriteAheadLog.Options options = new WriteAheadLog.Options(100, 64);
    WriteAheadLog killed = journal.open(disk, options).result().log();
    for (int i = 0; i < 5; i++) {
      killed.append(Buffer.buffer("record " + i));
    }
    List<Buffer> first = journal.open(disk, options).result().records();
    assertThat(first).hasSize(5);
    disk.crash();
    assertThat(journal.open(disk, options).result().records())
        .as("W6: recovered once, and recovered again after a power cut")
        .isEqualTo(first);
  }

  @Test
  @DisplayName("W6: who hands out what is in the page cache only takes it back when the power goes")
  void recoveredNotSynced() {
    recoverTwice(new JournalTwin() {});
    assertThatThrownBy(() -> recoverTwice(new RecoveredNotSynced()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("W6");
    isCaught(new RecoveredNotSynced(), "W6");
  }

  @Test
  @DisplayName("Z17: who does not sync the directory loses a whole segment")
  void directoryNotSynced() {
    isCaught(new DirectoryNotSynced(), "were acknowledged");
  }
}
