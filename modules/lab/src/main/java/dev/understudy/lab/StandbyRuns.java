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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which runs of drills with standbys are made, and how they are told. */
final class StandbyRuns {
  private static final String SCHEMA = "understudy-standby-1";
  private static final int MOST_SEEDS = 100_000;

  /** Makes so many runs, from a seed on. */
  @FunctionalInterface
  interface Drill {
    StandbyReport runs(long firstSeed, int count);
  }

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

  /** A report for each of these. */
  <T> List<StandbyReport> of(List<T> all, Function<T, Drill> drills) {
    if (seed != null && seeds != null) {
      throw new WrongInput("--seed makes one run and --seeds many: give one of them");
    }
    int count = seed != null ? 1 : seeds == null ? 20 : seeds;
    if (count < 1 || count > MOST_SEEDS) {
      throw new WrongInput("--seeds " + count + ": give 1 to " + MOST_SEEDS);
    }
    return all.stream()
        .map(one -> drills.apply(one).runs(seed == null ? 1 : seed, count))
        .toList();
  }

  /** Tells what came of it, people also the notes to it; returns the exit code. */
  int answer(
      Console console, String title, List<StandbyReport> reports, Supplier<List<String>> notes) {
    BarChart chart = Figures.phases(title, reports);
    if (svg != null) {
      AtomicFile.write(svg, chart.svg());
      console.tell("wrote " + svg);
    }
    List<String> broken =
        reports.stream().flatMap(report -> report.violations().stream()).toList();
    console.answer(json ? json(reports).toString() : text(chart, reports, notes.get(), broken));
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
