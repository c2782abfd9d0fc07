package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.zoo.JournalChaos;
import dev.understudy.storage.zoo.JournalRot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

  @Test
  @DisplayName("A journal cut at any byte opens with the whole records before the cut")
  void cutEverywhere() {
    assertThat(new JournalRot(REAL).cutEverywhere()).isGreaterThan(2000);
  }

  @Test
  @DisplayName("No single flipped bit goes unnoticed: refused where it was promised, cut where not")
  void flipEveryBit() {
    assertThat(new JournalRot(REAL).flipEveryBit()).isGreaterThan(16_000);
  }
}
