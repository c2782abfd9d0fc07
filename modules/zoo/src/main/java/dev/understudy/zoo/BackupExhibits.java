package dev.understudy.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.zoo.AnyName;
import dev.understudy.backup.zoo.AnyPlace;
import dev.understudy.backup.zoo.BackupChaos;
import dev.understudy.backup.zoo.BackupStep;
import dev.understudy.backup.zoo.ChecksumsSuffice;
import dev.understudy.backup.zoo.DeletedByAge;
import dev.understudy.backup.zoo.HoldLetGo;
import dev.understudy.backup.zoo.LastLinkForgotten;
import dev.understudy.backup.zoo.MissingLinkSkipped;
import dev.understudy.backup.zoo.ParentsDeletedFirst;
import dev.understudy.backup.zoo.WholeLinksOnly;
import dev.understudy.chaos.Subject;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The twins of backups and restores. */
final class BackupExhibits {
  private static final Lives.Kind<BackupStep> KIND = new Lives.Kind<>(
      BackupStep.class, BackupStep::draw, BackupStep::words, BackupStep::simpler, new TreeMap<>());

  static {
    KIND.promises().put("B1", "what is restored is what was backed up");
    KIND.promises().put("B2", "a chain without one of its links is refused, and the link named");
    KIND.promises().put("B3", "a restore to a time holds exactly the commits up to it");
    KIND.promises().put("B4", "a backup under load is a prefix of the order of commits");
    KIND.promises().put("B5", "retention leaves no link that cannot be restored");
    KIND.promises().put("B6", "verified is only what was restored and opened");
    KIND.promises().put("B7", "a restore touches nothing but its own empty place");
  }

  private BackupExhibits() {}

  static List<Exhibit> all() {
    return List.of(
        backup("Z18", MissingLinkSkipped::new, "B2")
            .does("takes the link before when the one is missing on which a backup stands")
            .needs("lost link", "pg_combinebackup"),
        backup("backup-1", LastLinkForgotten::new, "B1")
            .does("checks the newest link of a chain, and does not restore it")
            .needs("", ""),
        backup("backup-2", WholeLinksOnly::new, "B3")
            .does("restores whole links when it is asked for a time")
            .needs("", ""),
        backup("backup-3", HoldLetGo::new, "B4")
            .does("lets the store delete what is still to be copied")
            .needs("snapshot while a backup is made", ""),
        backup("backup-4", DeletedByAge::new, "B5")
            .does("deletes by age, and leaves the newest link alone")
            .needs("", ""),
        backup("backup-5", ParentsDeletedFirst::new, "B5")
            .does("deletes parents before what stands on them")
            .needs("power cut while old backups are deleted", ""),
        backup("backup-6", ChecksumsSuffice::new, "B6")
            .does("calls a backup verified when its checksums are right")
            .needs("rot of the source", "GitLab, January 2017"),
        backup("backup-7", AnyPlace::new, "B7")
            .does("does not look at what lies where it restores to")
            .needs("", ""),
        backup("backup-8", AnyName::new, "B7")
            .does("writes files of any name that a manifest says")
            .needs("forged manifest", ""));
  }

  static Subject sound() {
    return backup("backup", () -> new BackupTwin() {});
  }

  private static Entry backup(String number, Supplier<BackupTwin> twin, String breaks) {
    return new Entry(number, twin.get(), breaks).subjects(name -> backup(name, twin), sound());
  }

  private static Lives<BackupStep> backup(String name, Supplier<BackupTwin> twin) {
    return new Lives<>(
        name, KIND, () -> new BackupChaos(twin.get(), new EnumMap<>(BackupChaos.Seen.class))::step);
  }
}
