package dev.understudy.lab;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A store of one node and its disk. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "put|get|load|serve",
    description = {
      "A key-value store of one node, in a folder that only one process has at a time.",
      "",
      "What is acknowledged is on the disk, and comes back after a crash. While load or serve runs,"
          + " put, get and backup reach it; otherwise they open the folder themselves."
    },
    footer = {
      "",
      "Exit code: 0 done, 1 the store is damaged, 2 wrong usage or input, 130 interrupted."
    })
final class StoreCommand {
  private StoreCommand() {}

  /** The command and all below it. */
  static CommandLine over(Console console, Interruption interruption) {
    return new CommandLine(new StoreCommand())
        .addSubcommand(new StorePut(console, interruption))
        .addSubcommand(new StoreGet(console, interruption))
        .addSubcommand(new StoreLoad(console, interruption))
        .addSubcommand(new StoreServe(console, interruption));
  }

  /** Which store. */
  static final class Where {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        required = true,
        description = "the folder of the store")
    private Path data;

    Path data() {
      return data;
    }
  }

  /** How often a process that holds a store for long takes a snapshot. */
  static final class Snapshots {
    private static final int MOST_MEBIBYTES = 1 << 20;

    @Option(
        names = "--snapshot-every",
        paramLabel = "MIB",
        defaultValue = "64",
        description = "take a snapshot when so many MiB were put, 0 for never;"
            + " ${DEFAULT-VALUE} unless given")
    private int mebibytes;

    void check() {
      if (mebibytes < 0 || mebibytes > MOST_MEBIBYTES) {
        throw new WrongInput("--snapshot-every " + mebibytes + ": give 0 to " + MOST_MEBIBYTES);
      }
    }

    long bytes() {
      return (long) mebibytes << 20;
    }
  }
}
