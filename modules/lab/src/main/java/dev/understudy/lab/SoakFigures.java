package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of a soak: how much was run, what broke, what was seen, what failed. */
final class SoakFigures {
  private static final String SCHEMA = "understudy-soak-1";

  /** After so many runs of a subject something that it hopes to see must have been seen. */
  private static final long RUNS_TO_HOPE = 100;

  private final List<Subject> subjects;
  private final long firstSeed;
  private final SortedMap<String, Long> faults = new TreeMap<>();
  private final SortedMap<String, Long> runs = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> seen = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private long seeds;
  private long worlds;
  private Duration simulated = Duration.ZERO;

  SoakFigures(List<Subject> subjects, long firstSeed) {
    this.subjects = subjects;
    this.firstSeed = firstSeed;
  }

  long firstSeed() {
    return firstSeed;
  }

  /** Of how many seeds every subject and scenario had its world. */
  long completeSeeds() {
    return seeds;
  }

  long worlds() {
    return worlds;
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  void completedSeed() {
    seeds++;
  }

  void add(Subject subject, ChaosRun.Result result) {
    world(subject.name(), result.simulated());
    result.faults().forEach((kind, many) -> faults.merge(kind, many, Long::sum));
    SortedMap<String, Long> counts = seen.computeIfAbsent(subject.name(), name -> new TreeMap<>());
    result.sometimes().forEach((hope, many) -> counts.merge(hope, many, Long::sum));
  }

  void add(Scenario scenario, Duration duration) {
    world(scenario.name(), duration);
  }

  private void world(String of, Duration duration) {
    worlds++;
    runs.merge(of, 1L, Long::sum);
    simulated = simulated.plus(duration);
  }

  void addFailure(String report) {
    failures.add(report);
  }

  /** What was hoped for and not seen once, though there were runs enough. */
  List<String> neverSeen() {
    List<String> never = new ArrayList<>();
    for (Subject subject : subjects) {
      SortedMap<String, Long> counts = seen.getOrDefault(subject.name(), new TreeMap<>());
      if (runs.getOrDefault(subject.name(), 0L) >= RUNS_TO_HOPE) {
        subject.hopes().stream()
            .filter(hope -> !counts.containsKey(hope))
            .forEach(hope -> never.add(subject.name() + ": " + hope));
      }
    }
    return never;
  }

  /** Whether every run kept its promises, and what was hoped for was seen. */
  boolean holds() {
    return failures.isEmpty() && neverSeen().isEmpty();
  }

  /** Reports first, then the figures; the last line says whether everything held. */
  String text(Duration wall) {
    StringBuilder text = new StringBuilder();
    failures.forEach(report -> text.append(report).append("\n\n"));
    text.append(line("seeds      %d complete, from %d on", seeds, firstSeed));
    text.append(line("worlds     %d, %.1f a second", worlds, perSecond(worlds, wall)));
    text.append(line(
        "simulated  %.0f s in %.1f s, %.0f times real time",
        seconds(simulated), seconds(wall), perSecond(1, wall) * seconds(simulated)));
    text.append(line("faults     %s", words(faults)));
    seen.forEach((subject, counts) -> {
      if (!counts.isEmpty()) {
        text.append(line("seen       %s: %s", subject, words(counts)));
      }
    });
    neverSeen().forEach(hope -> text.append(line("NEVER SEEN %s", hope)));
    return text
        + (holds()
            ? "holds: " + worlds + " worlds broke no promise"
            : "DOES NOT HOLD: " + failures.size() + " of " + worlds + " worlds broke a promise");
  }

  ObjectNode json(Duration wall) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("firstSeed", firstSeed)
        .put("seeds", seeds)
        .put("worlds", worlds)
        .put("worldsPerSecond", Math.round(perSecond(worlds, wall) * 10) / 10.0)
        .put("simulatedSeconds", seconds(simulated))
        .put("wallSeconds", seconds(wall))
        .put("holds", holds());
    put(object.putObject("faults"), faults);
    ObjectNode sometimes = object.putObject("seen");
    seen.forEach((subject, counts) -> put(sometimes.putObject(subject), counts));
    ArrayNode never = object.putArray("neverSeen");
    neverSeen().forEach(never::add);
    ArrayNode reports = object.putArray("failures");
    failures.forEach(reports::add);
    return object;
  }

  private static void put(ObjectNode object, SortedMap<String, Long> counts) {
    counts.forEach(object::put);
  }

  private static String words(SortedMap<String, Long> counts) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      words.add(count.getKey() + " " + count.getValue());
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static double perSecond(long many, Duration wall) {
    return many / Math.max(1e-3, seconds(wall));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
