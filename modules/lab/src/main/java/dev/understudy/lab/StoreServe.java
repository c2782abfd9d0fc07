package dev.understudy.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds a store for others. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Holds a store until Ctrl-C; put, get and backup reach it. Makes it if need be.")
final class StoreServe implements Callable<Integer> {
  @Mixin
  private StoreCommand.Where where;

  @Mixin
  private StoreCommand.Snapshots snapshots;

  private final Console console;
  private final Interruption interruption;

  StoreServe(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    snapshots.check();
    DataFolder folder = DataFolder.takeOrMake(where.data(), "store serve")
        .orElseThrow(() -> DataFolder.isTaken(where.data()));
    try (Stoppable stoppable = new Stoppable(interruption, () -> {});
        OpenStore store = OpenStore.in(folder, console)) {
      store.snapshotEvery(snapshots.bytes());
      store.listen();
      console.answer("serving " + where.data() + " at "
          + store.reached().orElseThrow().at("") + "; Ctrl-C ends it");
      stoppable.awaitStop();
      return Exit.INTERRUPTED;
    }
  }
}
