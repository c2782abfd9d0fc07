package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.checker.DrillReport;
import dev.understudy.checker.DrillReport.Distribution;
import dev.understudy.display.BarChart;
import dev.understudy.standby.Cost;
import dev.understudy.standby.Figures;
import dev.understudy.standby.Phase;
import dev.understudy.standby.Setting;
import dev.understudy.standby.StandbyKind;
import dev.understudy.standby.StandbyReport;
import dev.understudy.standby.StandbyRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which runs of drills with standbys are made, and how they are told. */
final class StandbyRuns {
  private static final String SCHEMA = "understudy-standby-1";
  private static final int MOST_SEEDS = 100_000;

  /**
   * A kind of drill.
   *
   * @param name what tells its report from others
   * @param run makes the run of a seed
   */
  record Drill(String name, LongFunction<StandbyRun> run) {}

  /**
   * How it is told to people.
   *
   * @param title what the picture is called
   * @param notes sentences about reports
   */
  record Telling(String title, Function<List<StandbyReport>, List<String>> notes) {}

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many runs of each, with the seeds from 1 on; 20 unless given")
  private Integer seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = SeedConverter.class,
      description = "make the run of this seed alone")
  private Long seed;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "draw of what the outages consist")
  private Path svg;

  /** Makes the runs of all of these drills, seed by seed, tells what came of it, and returns the exit code. */
  int make(Console console, Interruption interruption, List<Drill> drills, Telling telling) {
    int count = count();
    AtomicFile.checkPlace(svg);
    try (Stoppable stoppable = new Stoppable(interruption, () -> {})) {
      List<StandbyReport> reports = reports(console, drills, count, stoppable::isStopped);
      if (stoppable.isStopped()) {
        int done = reports.isEmpty() ? 0 : reports.get(0).runs().size();
        console.tell(
            "lab: interrupted; the report is about " + done + " of " + count + " runs of each");
      }
      int status = reports.isEmpty() ? Exit.HOLDS : answer(console, telling, reports);
      return stoppable.isStopped() ? Exit.INTERRUPTED : status;
    }
  }

  private int count() {
    if (seed != null && seeds != null) {
      throw new WrongInput("--seed makes one run and --seeds many: give one of them");
    }
    int count = seed != null ? 1 : seeds == null ? 20 : seeds;
    if (count < 1 || count > MOST_SEEDS) {
      throw new WrongInput("--seeds " + count + ": give 1 to " + MOST_SEEDS);
    }
    return count;
  }

  /** A report for each drill, about as many runs as there was time for; none without a run. */
  private List<StandbyReport> reports(
      Console console, List<Drill> drills, int count, BooleanSupplier isStopped) {
    DrillProgress progress = new DrillProgress(console, count);
    long began = System.nanoTime();
    Map<Drill, List<StandbyRun>> runs = new LinkedHashMap<>();
    for (int i = 0; i < count && !isStopped.getAsBoolean(); i++) {
      long next = (seed == null ? 1 : seed) + i;
      drills.forEach(drill -> runs.computeIfAbsent(drill, first -> new ArrayList<>())
          .add(drill.run().apply(next)));
      progress.done(i + 1, Duration.ofNanos(System.nanoTime() - began));
    }
    return runs.entrySet().stream()
        .map(made -> new StandbyReport(made.getKey().name(), made.getValue()))
        .toList();
  }

  private int answer(Console console, Telling telling, List<StandbyReport> reports) {
    BarChart chart = Figures.phases(telling.title(), reports);
    List<String> broken =
        reports.stream().flatMap(report -> report.violations().stream()).toList();
    console.answer(
        json
            ? json(reports).toString()
            : text(chart, reports, telling.notes().apply(reports), broken));
    if (svg != null) {
      AtomicFile.write(svg, chart.svg());
      console.tell("wrote " + svg);
    }
    return broken.isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private static String text(
      BarChart chart, List<StandbyReport> reports, List<String> notes, List<String> broken) {
    List<String> paragraphs = new ArrayList<>(List.of(Figures.table(reports).text(), chart.text()));
    paragraphs.addAll(notes);
    paragraphs.add(
        broken.isEmpty()
            ? "holds: the phases are what the clients waited, and what is lost is exactly what the one"
                + " who took over had never received"
            : broken.stream()
                .map(promise -> "DOES NOT HOLD: " + promise)
                .collect(Collectors.joining("\n")));
    return String.join("\n\n", paragraphs);
  }

  /** What the loss of a cold one among these stands for, if backups were so far apart. */
  static List<String> notes(List<StandbyReport> reports, Setting setting, Duration interval) {
    return reports.stream()
        .filter(report -> report.runs().get(0).kind() == StandbyKind.COLD)
        .map(report -> Figures.standsFor(report, setting, interval))
        .toList();
  }

  private static ObjectNode json(List<StandbyReport> reports) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("runs", reports.get(0).runs().size());
    ArrayNode rows = object.putArray("standbys");
    reports.forEach(report -> fill(rows.addObject(), report));
    return object;
  }

  private static void fill(ObjectNode row, StandbyReport report) {
    DrillReport drills = report.drills();
    row.put("name", report.name());
    row.set("rtoMillis", json(drills.rtoMillis()));
    row.set("rpoMillis", json(drills.rpoMillis()));
    ObjectNode phases = row.putObject("phaseMillis");
    for (Phase phase : Phase.values()) {
      phases.put(phase.word(), Math.round(report.meanSeconds()[phase.ordinal()] * 1000));
    }
    row.put("acknowledged", drills.acknowledged())
        .put("lost", drills.lost())
        .put("notRecovered", drills.notRecovered())
        .put("machines", report.machines())
        .put("bytes", Math.round(report.mean(Cost::bytes)))
        .put("messagesPerWrite", rounded(report.mean(Cost::messagesPerWrite)))
        .put("lagMillis", rounded(report.meanLag()))
        .put("writeMillis", rounded(report.mean(Cost::writeMillis)));
    ArrayNode violations = row.putArray("violations");
    report.violations().forEach(violations::add);
  }

  private static ObjectNode json(Distribution distribution) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    put(object, "p50", distribution.p50());
    put(object, "max", distribution.max());
    return object;
  }

  private static void put(ObjectNode object, String name, OptionalDouble value) {
    if (value.isPresent()) {
      object.put(name, rounded(value.getAsDouble()));
    } else {
      object.putNull(name);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
