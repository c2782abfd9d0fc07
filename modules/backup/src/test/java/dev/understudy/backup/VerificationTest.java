package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.backup.zoo.RottenSource;
import dev.understudy.storage.SimulatedDisk;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** B6: only an executed restore makes a backup a verified one. */
class VerificationTest {
  private final RememberedStore source = new RememberedStore(1);
  private final SimulatedDisk vault = new SimulatedDisk(new Random(7));
  private final BackupTarget target = DirectoryTarget.on(vault, "the vault");
  private final Backups backups = Backups.of(target, source.clock);
  private final SimulatedDisk scratch = new SimulatedDisk(new Random(9));

  private Verification verification() {
    return Verification.of(target, source.clock).withOptions(RememberedStore.SMALL);
  }

  private Optional<Verified> verified(String id) {
    Contents contents = backups.list();
    return contents.verified(Chain.to(new Goal.ToLink(id), contents).links());
  }

  @Test
  @DisplayName(
      "B6: what was restored is written down: which links, when, how many records, which state")
  void written() {
    Link full = result(backups.full(source.write(12).snapshot().write(3).store));
    Link incremental = result(backups.incremental(source.write(5).store));
    assertThat(verified(incremental.id())).isEmpty();

    Verified seen = result(verification().on(scratch));
    assertThat(seen.links()).isEqualTo(List.of(full.sha256(), incremental.sha256()));
    assertThat(seen.records()).isEqualTo(20);
    assertThat(seen.stateHash()).isEqualTo(source.hashAt(20));
    assertThat(seen.at()).isEqualTo(source.clock.instant());
    assertThat(verified(incremental.id())).contains(seen);
    assertThat(verified(full.id())).isEmpty();
    assertThat(scratch.list()).isEmpty();
  }

  @Test
  @DisplayName("B6: no backup is verified by being made, copied or listed")
  void notByItself() {
    result(backups.full(source.write(12).store));
    result(verification().on(scratch));
    BackupTarget abroad = DirectoryTarget.on(new SimulatedDisk(new Random(8)), "abroad");
    result(backups.copyTo(abroad));
    assertThat(backups.list().restored()).hasSize(1);
    assertThat(Contents.of(abroad).restored()).isEmpty();
  }

  @Test
  @DisplayName(
      "B6: a backup whose checksums are right but whose store does not open is not verified")
  void rottenSource() {
    RottenSource.isNeverVerified(new BackupTwin() {});
  }

  @Test
  @DisplayName("What was verified is so no more when a link of it changes, or the note itself")
  void changed() {
    result(backups.full(source.write(12).store));
    Link log = result(backups.log(source.write(2).store));
    result(verification().on(scratch));
    vault.corrupt("000002-log.verified.json", 40, 1);
    assertThat(verified(log.id())).isEmpty();
    vault.corrupt("000002-log.verified.json", 40, 1);
    assertThat(verified(log.id())).isPresent();
    vault.corrupt("000001-full.json", 40, 1);
    assertThat(backups.list().damaged()).hasSize(1);
    assertThatThrownBy(() -> verified(log.id())).hasMessageContaining("000001-full");
  }
}
