package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WalJournalChaosTest {
  private static final int SEEDS = 600;
  private static final int OFTEN = 50;

  @Test
  @DisplayName("W1, S1 to S4: a node finds what it had, whatever stands for the front of its log")
  void chaos() {
    Map<WalJournalChaos.Seen, Integer> seen = new EnumMap<>(WalJournalChaos.Seen.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      WalJournalChaos.run(WalRules.KEPT, seed, seen);
    }
    assertThat(seen).containsOnlyKeys(WalJournalChaos.Seen.values());
    assertThat(seen.values()).as("%s", seen).allMatch(times -> times > OFTEN);
  }

  private static void isCaught(WalRules twin) {
    assertThatThrownBy(() -> {
          for (long seed = 0; seed < SEEDS; seed++) {
            WalJournalChaos.run(twin, seed, new EnumMap<>(WalJournalChaos.Seen.class));
          }
        })
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("seed ")
        .hasMessageContaining("found ");
  }

  @Test
  @DisplayName("S1: a snapshot without what was saved forgets a vote")
  void withoutStates() {
    isCaught(new WalRules() {
      @Override
      public List<Buffer> statesInSnapshot(List<Buffer> states) {
        return List.of();
      }
    });
  }

  @Test
  @DisplayName("S1: a snapshot without what was staged forgets what its node said that it has")
  void withoutStaged() {
    isCaught(new WalRules() {
      @Override
      public List<Buffer> stagedInSnapshot(List<Buffer> staged) {
        return List.of();
      }
    });
  }

  @Test
  @DisplayName("S1: a snapshot without the entries behind it leaves a hole in the log")
  void withoutEntries() {
    isCaught(new WalRules() {
      @Override
      public List<Buffer> entriesInSnapshot(List<Buffer> entries) {
        return List.of();
      }
    });
  }
}
