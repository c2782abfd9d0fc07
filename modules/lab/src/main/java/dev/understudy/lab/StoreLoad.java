package dev.understudy.lab;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes many values. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Writes many values, and says how fast that was. Makes the store if need be; others reach it"
          + " meanwhile.",
      "",
      "Interrupted, it waits for what is under way and reports on what was acknowledged."
    })
final class StoreLoad implements Callable<Integer> {
  private static final long MOST_RECORDS = 1_000_000_000;
  private static final int MOST_AT_ONCE = 10_000;

  @Option(names = "--records", paramLabel = "N", required = true, description = "how many to write")
  private long records;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "how many keys they go to, again and again; as many as records unless given")
  private Long keys;

  @Option(
      names = "--value-bytes",
      paramLabel = "B",
      defaultValue = "100",
      description = "the length of a value; ${DEFAULT-VALUE} unless given")
  private int valueBytes;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      defaultValue = "64",
      description = "how many writes are under way at a time; ${DEFAULT-VALUE} unless given")
  private int concurrency;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      converter = SeedConverter.class,
      description = "draws the values; ${DEFAULT-VALUE} unless given")
  private long seed;

  @Option(names = "--each", description = "print a line for each write that is acknowledged")
  private boolean each;

  @Mixin
  private StoreCommand.Where where;

  @Mixin
  private StoreCommand.Snapshots snapshots;

  private final Console console;
  private final Interruption interruption;

  StoreLoad(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    LoadPlan plan = plan();
    snapshots.check();
    DataFolder folder = DataFolder.takeOrMake(where.data(), "store load")
        .orElseThrow(() -> DataFolder.isTaken(where.data()));
    try (Stoppable stoppable = new Stoppable(interruption, () -> {});
        OpenStore store = OpenStore.in(folder, console)) {
      store.snapshotEvery(snapshots.bytes());
      store.listen();
      Load load = new Load(plan, store, stoppable::isStopped, each ? console : null);
      ByteProgress progress = new ByteProgress(console);
      load.onProgress(done -> progress.done("load", done * valueBytes, records * valueBytes));
      store.await(load::run);
      progress.end();
      console.answer(summary(load));
      return stoppable.isStopped() ? Exit.INTERRUPTED : Exit.HOLDS;
    }
  }

  private LoadPlan plan() {
    check("--records", records, MOST_RECORDS);
    check("--keys", keys == null ? records : keys, MOST_RECORDS);
    check("--value-bytes", valueBytes, StoreVerbs.MOST_VALUE_BYTES);
    check("--concurrency", concurrency, MOST_AT_ONCE);
    return new LoadPlan(records, keys == null ? records : keys, valueBytes, concurrency, seed);
  }

  private static void check(String option, long given, long most) {
    if (given < 1 || given > most) {
      throw new WrongInput(option + " " + given + ": give 1 to " + most);
    }
  }

  private String summary(Load load) {
    return String.format(
        Locale.ROOT,
        "loaded: %d of %d records acknowledged in %.1f s, %.0f a second; the store has %d",
        load.acknowledged(),
        records,
        load.seconds(),
        load.acknowledged() / Math.max(load.seconds(), 1e-9),
        load.lastLsn());
  }
}
