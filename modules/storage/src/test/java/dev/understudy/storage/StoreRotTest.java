package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.zoo.SnapshotRot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreRotTest {
  private final SnapshotRot rot = new SnapshotRot(new StoreTwin() {});

  @Test
  @DisplayName("The store under test has two snapshots and a journal that begins in the middle")
  void prepared() {
    assertThat(rot.files())
        .contains("snap-0000000000000008.snap", "snap-0000000000000010.snap", "system.json")
        .doesNotContain("wal-0000000000000001.log")
        .hasSizeGreaterThan(7);
  }

  @Test
  @DisplayName("S3, W2: no single flipped bit in any file of a store changes what it says")
  void flipEveryBit() {
    assertThat(rot.flipEveryBit()).isGreaterThan(10_000);
  }

  @Test
  @DisplayName("S3, W2: a store with one file cut at any byte says the same, or says why not")
  void cutEverywhere() {
    assertThat(rot.cutEverywhere()).isGreaterThan(1500);
  }
}
