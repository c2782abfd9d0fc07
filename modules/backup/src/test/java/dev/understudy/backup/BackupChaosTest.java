package dev.understudy.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.backup.zoo.BackupChaos;
import dev.understudy.backup.zoo.BackupStep;
import dev.understudy.backup.zoo.BackupUnderLoad;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackupChaosTest {
  private static final int SEEDS = 60;
  private static final int LIVES = 100;

  @Test
  @DisplayName("B1 to B7: through a life of copies, losses and rot, what can be restored is right")
  void lives() {
    Map<BackupChaos.Seen, Integer> seen = new EnumMap<>(BackupChaos.Seen.class);
    for (long seed = 0; seed < LIVES; seed++) {
      try {
        BackupChaos.run(new BackupTwin() {}, BackupStep.life(seed), seen);
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
    assertThat(seen).containsOnlyKeys(BackupChaos.Seen.values());
    assertThat(seen.values()).as("%s", seen).allMatch(times -> times > 10);
  }

  @Test
  @DisplayName(
      "B4: whatever happens while it is copied, a backup is a prefix of the order of commits")
  void underLoad() {
    int commits = 0;
    int snapshots = 0;
    int links = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      BackupUnderLoad.Seen seen = BackupUnderLoad.run(new BackupTwin() {}, seed);
      commits += seen.commitsDuringCopies();
      snapshots += seen.snapshotsDuringCopies();
      links += seen.links();
    }
    assertThat(commits).as("commits during copies").isGreaterThan(20 * SEEDS);
    assertThat(snapshots).as("snapshots during copies").isGreaterThan(SEEDS);
    assertThat(links).isGreaterThan(5 * SEEDS);
  }
}
