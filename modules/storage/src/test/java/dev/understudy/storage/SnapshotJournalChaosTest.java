package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.zoo.CutBeforeSnapshot;
import dev.understudy.storage.zoo.HalfSnapshotTaken;
import dev.understudy.storage.zoo.SnapshotBeforeJournal;
import dev.understudy.storage.zoo.SnapshotJournalChaos;
import dev.understudy.storage.zoo.SnapshotNotSynced;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotJournalChaosTest {
  private static final int SEEDS = 500;
  private static final int OFTEN = 50;

  @Test
  @DisplayName("W1, W5, W6, S1 to S4: a snapshot and the journal behind it are what was appended")
  void chaos() {
    Map<SnapshotJournalChaos.Seen, Integer> seen = new EnumMap<>(SnapshotJournalChaos.Seen.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      SnapshotJournalChaos.run(new StoreTwin() {}, seed, seen);
    }
    assertThat(seen).containsOnlyKeys(SnapshotJournalChaos.Seen.values());
    assertThat(seen.values()).as("%s", seen).allMatch(times -> times > OFTEN);
  }

  private static void isCaught(StoreTwin twin, String how) {
    assertThatThrownBy(() -> {
          for (long seed = 0; seed < SEEDS; seed++) {
            SnapshotJournalChaos.run(twin, seed, new EnumMap<>(SnapshotJournalChaos.Seen.class));
          }
        })
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("seed ")
        .hasMessageContaining(how);
  }

  @Test
  @DisplayName("S2: who cuts the journal for a snapshot to come has neither after a crash")
  void cutBeforeSnapshot() {
    isCaught(new CutBeforeSnapshot(), "S2");
  }

  @Test
  @DisplayName("S2: who cuts the journal for a snapshot that is not synced loses both")
  void snapshotNotSynced() {
    isCaught(new SnapshotNotSynced(), "S");
  }

  @Test
  @DisplayName("S3: who believes a snapshot by its name takes a rotten one")
  void halfSnapshotTaken() {
    isCaught(new HalfSnapshotTaken(), "S");
  }

  @Test
  @DisplayName("S4: who does not flush first has a snapshot of what the journal may never hold")
  void snapshotBeforeJournal() {
    isCaught(new SnapshotBeforeJournal(), "S4");
  }
}
