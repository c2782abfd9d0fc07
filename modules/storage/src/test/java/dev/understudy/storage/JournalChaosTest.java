package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.zoo.JournalChaos;
import dev.understudy.storage.zoo.JournalRot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalChaosTest {
  private static final JournalTwin REAL = new JournalTwin() {};

  @Test
  @DisplayName(
      "Whatever the disk does, an acknowledged record comes back and no other one is invented")
  void chaos() {
    int crashes = 0;
    int lost = 0;
    int torn = 0;
    int failed = 0;
    int interrupted = 0;
    for (long seed = 0; seed < 1000; seed++) {
      JournalChaos.Seen seen = JournalChaos.run(REAL, seed);
      crashes += seen.crashes();
      lost += seen.recordsLost();
      torn += seen.tornTails();
      failed += seen.failedFlushes();
      interrupted += seen.interruptedRecoveries();
    }
    assertThat(crashes).as("crashes").isGreaterThan(1000);
    assertThat(lost).as("unacknowledged records lost").isGreaterThan(1000);
    assertThat(torn).as("torn tails").isGreaterThan(300);
    assertThat(failed).as("failed flushes").isGreaterThan(100);
    assertThat(interrupted).as("interrupted recoveries").isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 500, 1})
  @DisplayName(
      "A journal cut at any byte opens with the records before the cut, or says why it does not")
  void cutEverywhere(int segmentBytes) {
    assertThat(new JournalRot(REAL, segmentBytes).cutEverywhere()).isGreaterThan(2000);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 500})
  @DisplayName("No single flipped bit goes unnoticed: refused where it was promised, cut where not")
  void flipEveryBit(int segmentBytes) {
    assertThat(new JournalRot(REAL, segmentBytes).flipEveryBit()).isGreaterThan(16_000);
  }
}
