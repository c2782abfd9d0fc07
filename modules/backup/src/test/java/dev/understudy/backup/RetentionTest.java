package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.opened;
import static dev.understudy.backup.RememberedStore.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.backup.zoo.RetentionChaos;
import dev.understudy.storage.SimulatedDisk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private final RememberedStore source = new RememberedStore(1);
  private final WatchedDisk vault = new WatchedDisk();
  private final BackupTarget target = DirectoryTarget.on(vault, "the vault");
  private final Backups backups = Backups.of(target, source.clock);

  private void chains(int fulls) {
    for (int i = 0; i < fulls; i++) {
      result(backups.full(source.write(5).store));
      result(backups.incremental(source.write(2).store));
      result(backups.log(source.write(2).store));
    }
  }

  private List<String> ids() {
    return backups.list().links().stream().map(Link::id).toList();
  }

  @Test
  @DisplayName("The newest full backups stay with all that stands on them, the others go whole")
  void newestStay() {
    chains(4);
    assertThat(result(backups.prune(Retention.keepFull(2))))
        .extracting(Link::id)
        .containsExactly(
            "000006-log",
            "000005-incremental",
            "000004-full",
            "000003-log",
            "000002-incremental",
            "000001-full");
    assertThat(ids())
        .containsExactly(
            "000007-full",
            "000008-incremental",
            "000009-log",
            "000010-full",
            "000011-incremental",
            "000012-log");
    assertThat(vault.list()).noneMatch(name -> name.startsWith("000001"));
    assertThat(result(backups.prune(Retention.keepFull(2)))).isEmpty();
    result(backups.log(source.write(1).store));
    assertThat(ids()).contains("000013-log");
  }

  @Test
  @DisplayName("The newest chain that was ever restored stays, however old it is")
  void restoredStays() {
    chains(3);
    result(Verification.of(target, source.clock)
        .ofLink("000002-incremental")
        .withOptions(RememberedStore.SMALL)
        .on(new SimulatedDisk(new Random(1))));
    result(backups.prune(Retention.keepFull(1)));
    assertThat(ids()).contains("000001-full", "000003-log", "000007-full");
    assertThat(ids()).doesNotContain("000004-full");
  }

  @Test
  @DisplayName("What is broken is left to a person")
  void brokenStays() {
    chains(3);
    vault.delete("000002-incremental.json");
    vault.disk.corrupt("000004-full.json", 50, 1);
    result(backups.prune(Retention.keepFull(1)));
    assertThat(ids()).contains("000003-log", "000005-incremental", "000006-log", "000007-full");
    assertThat(backups.list().damaged()).containsKey("000004-full.json");
    assertThat(vault.list()).anyMatch(name -> name.startsWith("000004-full.wal"));
  }

  @Test
  @DisplayName("A retention that keeps nothing is refused")
  void nothing() {
    assertThatThrownBy(() -> Retention.keepFull(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 full backup or more");
  }

  @Test
  @DisplayName("B5: wherever a retention is interrupted, every link that is left can be restored")
  void interrupted() {
    assertThat(new RetentionChaos(new BackupTwin() {}).interruptEverywhere()).isGreaterThan(30);
  }

  @Test
  @DisplayName("B5: what a retention keeps comes back as it was")
  void keptComesBack() {
    chains(3);
    result(backups.prune(Retention.keepFull(1)));
    for (Link link : backups.list().links()) {
      SimulatedDisk place = new SimulatedDisk(new Random(1));
      result(Restore.from(target).toLink(link.id()).into(place));
      assertThat(opened(place).stateHash())
          .isEqualTo(source.hashAt(link.manifest().to().lsn()));
    }
  }
}
