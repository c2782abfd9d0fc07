package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.display.Bar;
import dev.understudy.display.BarChart;
import dev.understudy.display.Display;
import dev.understudy.recovery.RestoreDrill;
import dev.understudy.recovery.RestoreRun;
import dev.understudy.recovery.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the time of an outage goes when a database is restored from its backups. */
@Command(
    name = "restore-drill",
    mixinStandardHelpOptions = true,
    description = {
      "Loses a database for good while clients write, in virtual time, lets another machine take its"
          + " place from the backups, and measures the five steps of that as the clients saw them.",
      "",
      "What counts is size divided by rate: 16 MiB at 1 MiB/s take as long as 1 GiB at 64 MiB/s."
    },
    footer = {
      "",
      "Exit code: 0 the steps are what the clients waited, 1 they are not, 2 wrong usage."
    })
final class BackupRestoreDrill implements Callable<Integer> {
  private static final String SCHEMA = "understudy-restore-drill-1";
  private static final long MEBIBYTE = 1 << 20;

  @Option(
      names = "--data",
      paramLabel = "MIB",
      split = ",",
      defaultValue = "4,16,64",
      description = "how much data, in MiB, for each bar; ${DEFAULT-VALUE} unless given")
  private List<Integer> data;

  @Option(
      names = "--rate",
      paramLabel = "MIB",
      defaultValue = "1",
      description = "how many MiB are read in a second; ${DEFAULT-VALUE} unless given")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      converter = SeedConverter.class,
      description = "decides everything that chance decides; ${DEFAULT-VALUE} unless given")
  private long seed;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "draw the stacked bars")
  private Path svg;

  private final Console console;

  BackupRestoreDrill(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    for (int mebibytes : data) {
      if (mebibytes < 1 || mebibytes > 128) {
        throw new WrongInput("--data " + mebibytes + ": give 1 to 128 MiB each");
      }
    }
    if (rate < 1 || rate > 1024) {
      throw new WrongInput("--rate " + rate + ": give 1 to 1024 MiB a second");
    }
    List<RestoreRun> runs = data.stream().map(this::run).toList();
    BarChart chart = chart(runs);
    if (svg != null) {
      AtomicFile.write(svg, chart.svg());
      console.tell("wrote " + svg);
    }
    List<String> broken =
        runs.stream().flatMap(run -> run.drill().violations().stream()).toList();
    console.answer(json ? json(runs).toString() : text(chart, broken));
    return broken.isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private RestoreRun run(int mebibytes) {
    return RestoreDrill.run(
        RestoreDrill.Setting.ofBytes(mebibytes * MEBIBYTE).withBytesPerSecond(rate * MEBIBYTE),
        seed);
  }

  private BarChart chart(List<RestoreRun> runs) {
    Bar[] bars = runs.stream()
        .map(run ->
            Bar.of(run.setting().bytes() / MEBIBYTE + " MiB at " + rate + " MiB/s", run.seconds()))
        .toArray(Bar[]::new);
    return Display.stackedBars("Where the time of an outage goes", "seconds", Step.words(), bars);
  }

  private static String text(BarChart chart, List<String> broken) {
    return broken.isEmpty()
        ? chart.text() + "\nholds: in each run the steps together are what the clients waited"
        : Stream.concat(Stream.of(chart.text()), broken.stream().map(b -> "DOES NOT HOLD: " + b))
            .reduce((before, line) -> before + "\n" + line)
            .orElseThrow();
  }

  private ObjectNode json(List<RestoreRun> runs) {
    ObjectNode object =
        JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("seed", seed);
    ArrayNode array = object.putArray("runs");
    for (RestoreRun run : runs) {
      ObjectNode entry = array
          .addObject()
          .put("bytes", run.setting().bytes())
          .put("bytesPerSecond", run.setting().bytesPerSecond())
          .put("restoredBytes", run.restoredBytes())
          .put("replayedRecords", run.replayed())
          .put("lost", run.drill().lost())
          .put("rpoMillis", run.drill().rpo().toMillis());
      ObjectNode steps = entry.putObject("stepMillis");
      run.steps().forEach((step, time) -> steps.put(step.word(), time.toMillis()));
      entry.put("rtoMillis", run.total().toMillis());
      ArrayNode violations = entry.putArray("violations");
      run.drill().violations().forEach(violations::add);
    }
    return object;
  }
}
