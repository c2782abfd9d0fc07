package dev.understudy.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.backup.zoo.BackupUnderLoad;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackupChaosTest {
  private static final int SEEDS = 60;

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
