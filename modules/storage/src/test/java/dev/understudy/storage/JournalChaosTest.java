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
    JournalChaos.Seen seen = JournalChaos.NOTHING;
    for (long seed = 0; seed < 1000; seed++) {
      seen = seen.plus(JournalChaos.run(REAL, seed));
    }
    assertThat(seen.crashes()).as("crashes").isGreaterThan(1000);
    assertThat(seen.recordsLost()).as("unacknowledged records lost").isGreaterThan(1000);
    assertThat(seen.tornTails()).as("torn tails").isGreaterThan(300);
    assertThat(seen.failedFlushes()).as("failed flushes").isGreaterThan(100);
    assertThat(seen.interruptedRecoveries()).as("interrupted recoveries").isGreaterThan(100);
    assertThat(seen.rotRefused()).as("rot refused").isGreaterThan(100);
    assertThat(seen.rotCut()).as("rot cut").isGreaterThan(100);
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
