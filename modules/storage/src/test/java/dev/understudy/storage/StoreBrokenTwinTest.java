package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.zoo.AppliedBeforeFlush;
import dev.understudy.storage.zoo.CutBeforeSnapshot;
import dev.understudy.storage.zoo.HalfSnapshotTaken;
import dev.understudy.storage.zoo.SessionsNotInSnapshot;
import dev.understudy.storage.zoo.SnapshotNotSynced;
import dev.understudy.storage.zoo.SnapshotOfTheFuture;
import dev.understudy.storage.zoo.SnapshotRot;
import dev.understudy.storage.zoo.StoreChaos;
import java.util.EnumMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the real store passes the same checks is shown by StoreChaosTest and StoreRotTest. */
class StoreBrokenTwinTest {
  private static final int SEEDS = 50;

  private static void isCaught(StoreTwin twin, String how) {
    assertThatThrownBy(() -> {
          for (long seed = 0; seed < SEEDS; seed++) {
            StoreChaos.run(twin, seed, new EnumMap<>(StoreChaos.Seen.class));
          }
        })
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("seed ")
        .hasMessageContaining(how);
  }

  @Test
  @DisplayName("W7: who applies before the flush shows what a crash takes back")
  void appliedBeforeFlush() {
    isCaught(new AppliedBeforeFlush(), "W7: ");
  }

  @Test
  @DisplayName("S1: who leaves the sessions out of the snapshot applies a retry twice")
  void sessionsNotInSnapshot() {
    isCaught(new SessionsNotInSnapshot(), "S1");
  }

  @Test
  @DisplayName("S2: who cuts the journal for a snapshot to come has neither after a crash")
  void cutBeforeSnapshot() {
    isCaught(new CutBeforeSnapshot(), "S2");
  }

  @Test
  @DisplayName(
      "S2: who cuts the journal for a snapshot that is not synced has neither after a crash")
  void snapshotNotSynced() {
    isCaught(new SnapshotNotSynced(), "S2");
  }

  @Test
  @DisplayName("S3: who believes a snapshot by its name opens half of one")
  void halfSnapshotTaken() {
    assertThatThrownBy(() -> new SnapshotRot(new HalfSnapshotTaken()).cutEverywhere())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("S3: snap-0000000000000010.snap cut at byte");
    isCaught(new HalfSnapshotTaken(), "S3");
  }

  @Test
  @DisplayName("S4: who stamps a snapshot with what is only written promises what it does not hold")
  void snapshotOfTheFuture() {
    isCaught(new SnapshotOfTheFuture(), "S4");
  }
}
