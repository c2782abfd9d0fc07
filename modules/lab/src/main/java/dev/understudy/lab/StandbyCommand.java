package dev.understudy.lab;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What standbys cost, and what they save. */
@Command(
    name = "standby",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "drill|regions",
    description = {
      "Destroys what is in use and lets a standby take over, in many virtual worlds.",
      "",
      "A loss that a standby allows is a figure, not a broken promise."
    },
    footer = {
      "",
      "Exit code: 0 each standby kept its promise, 1 one did not, 2 wrong usage, 130 interrupted."
    })
final class StandbyCommand {
  private StandbyCommand() {}

  /** The command and all below it. */
  static CommandLine over(Console console, Interruption interruption) {
    return new CommandLine(new StandbyCommand())
        .addSubcommand(new StandbyDrillCommand(console, interruption))
        .addSubcommand(new StandbyRegions(console, interruption));
  }
}
