package dev.understudy.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.backup.zoo.AnyName;
import dev.understudy.backup.zoo.AnyPlace;
import dev.understudy.backup.zoo.BackupChaos;
import dev.understudy.backup.zoo.BackupStep;
import dev.understudy.backup.zoo.BackupUnderLoad;
import dev.understudy.backup.zoo.ChecksumsSuffice;
import dev.understudy.backup.zoo.DeletedByAge;
import dev.understudy.backup.zoo.HoldLetGo;
import dev.understudy.backup.zoo.LastLinkForgotten;
import dev.understudy.backup.zoo.MissingLinkSkipped;
import dev.understudy.backup.zoo.ParentsDeletedFirst;
import dev.understudy.backup.zoo.RestoreChecks;
import dev.understudy.backup.zoo.RetentionChaos;
import dev.understudy.backup.zoo.RottenSource;
import dev.understudy.backup.zoo.WholeLinksOnly;
import java.util.EnumMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackupBrokenTwinTest {
  private static final int SEEDS = 10;
  private static final int LIVES = 100;

  private static void isCaught(Runnable check, String how) {
    assertThatThrownBy(check::run).isInstanceOf(AssertionError.class).hasMessageContaining(how);
  }

  private static void underLoad(BackupTwin twin) {
    for (long seed = 0; seed < SEEDS; seed++) {
      BackupUnderLoad.run(twin, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  @DisplayName("B1 to B7: random lives find each of them, too")
  void random(BackupTwin twin, String how) {
    assertThatThrownBy(() -> {
          for (long seed = 0; seed < LIVES; seed++) {
            try {
              BackupChaos.run(twin, BackupStep.life(seed), new EnumMap<>(BackupChaos.Seen.class));
            } catch (AssertionError broken) {
              assertThat(broken.getMessage()).as("seed %d", seed).doesNotStartWith(how);
            }
          }
        })
        .hasMessageContaining(how + ": ");
  }

  static Stream<Arguments> twins() {
    return Stream.of(
        Arguments.of(new LastLinkForgotten(), "B1"),
        Arguments.of(new MissingLinkSkipped(), "B2"),
        Arguments.of(new WholeLinksOnly(), "B3"),
        Arguments.of(new HoldLetGo(), "B4"),
        Arguments.of(new DeletedByAge(), "B5"),
        Arguments.of(new ParentsDeletedFirst(), "B5"),
        Arguments.of(new ChecksumsSuffice(), "B6"),
        Arguments.of(new AnyPlace(), "B7"),
        Arguments.of(new AnyName(), "B7"));
  }

  @Test
  @DisplayName("The real backups pass the checks that catch their twins")
  void theRealOnes() {
    BackupTwin real = new BackupTwin() {};
    RestoreChecks.everything(real);
    underLoad(real);
    RottenSource.isNeverVerified(real);
    assertThat(new RetentionChaos(real).interruptEverywhere()).isPositive();
  }

  @Test
  @DisplayName("B1: who forgets the newest link gives back an older state")
  void lastLinkForgotten() {
    isCaught(() -> RestoreChecks.everything(new LastLinkForgotten()), "B1");
  }

  @Test
  @DisplayName("Z18: who skips a missing link puts the blame on the one behind it, at best")
  void missingLinkSkipped() {
    isCaught(() -> RestoreChecks.everything(new MissingLinkSkipped()), "B2");
  }

  @Test
  @DisplayName("B3: who restores whole links only brings the mistake back with the rest")
  void wholeLinksOnly() {
    isCaught(() -> RestoreChecks.everything(new WholeLinksOnly()), "B3");
  }

  @Test
  @DisplayName("B4: who does not hold the store copies files that are being cut away")
  void holdLetGo() {
    isCaught(() -> underLoad(new HoldLetGo()), "B4");
  }

  @Test
  @DisplayName("B5: who deletes by age alone takes the ground from under what he keeps")
  void deletedByAge() {
    isCaught(() -> new RetentionChaos(new DeletedByAge()).interruptEverywhere(), "B5");
  }

  @Test
  @DisplayName("B5: who deletes parents first must not be interrupted")
  void parentsDeletedFirst() {
    isCaught(() -> new RetentionChaos(new ParentsDeletedFirst()).interruptEverywhere(), "B5");
  }

  @Test
  @DisplayName("B6: who trusts checksums verifies a backup from which nothing opens")
  void checksumsSuffice() {
    isCaught(() -> RottenSource.isNeverVerified(new ChecksumsSuffice()), "B6");
  }

  @Test
  @DisplayName("B7: who does not look where he restores to destroys what was there")
  void anyPlace() {
    isCaught(() -> RestoreChecks.everything(new AnyPlace()), "B7");
  }

  @Test
  @DisplayName("B7: who believes any name writes files that are none of a store")
  void anyName() {
    isCaught(() -> RestoreChecks.everything(new AnyName()), "B7");
  }
}
