package dev.understudy.lab;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Copies of a store elsewhere, and the way back. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "create|list|verify|restore|prune|drill|restore-drill",
    description = {
      "Makes backups of a store, looks at them, restores them, and lets old ones go.",
      "",
      "A chain is a full backup and what stands on it; a backup that was never restored is a hope."
    },
    footer = {
      "",
      "Exit code: 0 done, 1 a backup is not what it promises, 2 wrong usage or input, 130 interrupted."
    })
final class BackupCommand {
  private BackupCommand() {}

  /** The command and all below it. */
  static CommandLine over(Project project, Console console, Interruption interruption) {
    return new CommandLine(new BackupCommand())
        .addSubcommand(new BackupCreate(console, interruption))
        .addSubcommand(new BackupList(console, interruption))
        .addSubcommand(new BackupVerify(project, console, interruption))
        .addSubcommand(new BackupRestore(console, interruption))
        .addSubcommand(new BackupPrune(console, interruption))
        .addSubcommand(new BackupDrill(console))
        .addSubcommand(new BackupRestoreDrill(console));
  }
}
