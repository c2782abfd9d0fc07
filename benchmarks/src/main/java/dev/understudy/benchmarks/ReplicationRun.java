package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Runs {@link ReplicationBenchmark} so that what is to be compared is measured side by side: floor,
 * peer and ours of one size and concurrency one after the other, each in a fresh JVM, and all of that
 * again in every round.
 */
final class ReplicationRun {
  private static final int WRITES = 300_000; // until memory is first looked at
  private static final String ON_DISK = "OnDisk"; // ends the name of a benchmark

  private record Key(String system, String mode, Kind kind, int concurrency) {}

  private final Effort effort;
  private final Consumer<String> progress;
  private final Map<Key, List<IterationResult>> measured = new LinkedHashMap<>();
  private final Map<Boolean, List<IterationResult>> kept = new TreeMap<>(); // is one away?

  ReplicationRun(Effort effort, Consumer<String> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  ReplicationReport run() throws RunnerException {
    for (int round = 1; round <= effort.rounds(); round++) {
      for (Cell cell : effort.cells()) {
        progress.accept("replication: round " + round + " of " + effort.rounds() + ", " + cell);
        measure(cell);
      }
      progress.accept("replication: round " + round + " of " + effort.rounds() + ", memory");
      measureMemory();
    }
    List<WriteCost> rows = new ArrayList<>();
    measured.forEach((key, iterations) -> rows.add(row(key, iterations)));
    rows.sort(WriteCost.IN_ORDER);
    List<Retained> memory = new ArrayList<>();
    kept.forEach((away, iterations) -> memory.add(retained(away, iterations)));
    List<Ratio> ratios = new ArrayList<>(Ratio.of(rows));
    ratios.addAll(Retained.ratios(memory));
    return new ReplicationReport(
        ReplicationReport.SCHEMA,
        effort.isQuick(),
        Machine.here(),
        effort.rounds(),
        effort.iterations(),
        rows,
        ratios,
        memory);
  }

  private void measure(Cell cell) throws RunnerException {
    String end = cell.kind().onDisk() ? ON_DISK : "";
    measure(cell, "floor" + end, cell.modesOfFloor());
    if (cell.hasPeer()) {
      measure(cell, "microRaft");
    }
    measure(cell, "replica" + end, cell.modesOfOurs());
    if (cell.hasClient()) {
      measure(cell, "client");
    }
  }

  private void measure(Cell cell, String benchmark, String... modes) throws RunnerException {
    ChainedOptionsBuilder options = effort
        .options("ReplicationBenchmark\\." + benchmark + "$")
        .param("members", "" + cell.kind().members())
        .param("bytes", "" + cell.kind().bytes())
        .param("concurrency", "" + cell.concurrency());
    if (modes.length > 0) {
      options.param("mode", modes);
    }
    for (RunResult result : new Runner(options.build()).run()) {
      String mode = result.getParams().getParam("mode");
      Key key = new Key(
          benchmark.replace(ON_DISK, ""),
          mode == null ? "QUORUM" : mode,
          cell.kind(),
          cell.concurrency());
      List<IterationResult> all = measured.computeIfAbsent(key, first -> new ArrayList<>());
      result.getBenchmarkResults().forEach(fork -> all.addAll(fork.getIterationResults()));
    }
  }

  private void measureMemory() throws RunnerException {
    ChainedOptionsBuilder options = effort
        .options("MemoryBenchmark")
        .warmupIterations(0)
        .measurementIterations(1)
        .param("writes", "" + WRITES);
    for (RunResult result : new Runner(options.build()).run()) {
      boolean away = Boolean.parseBoolean(result.getParams().getParam("away"));
      List<IterationResult> all = kept.computeIfAbsent(away, first -> new ArrayList<>());
      result.getBenchmarkResults().forEach(fork -> all.addAll(fork.getIterationResults()));
    }
  }

  private static Retained retained(boolean away, List<IterationResult> iterations) {
    return new Retained(
        away,
        WRITES,
        secondary("lag", iterations),
        secondary("entries", iterations),
        secondary("kibAtFirst", iterations),
        secondary("kibAtLast", iterations));
  }

  private static WriteCost row(Key key, List<IterationResult> iterations) {
    return new WriteCost(
        key.system(),
        key.mode(),
        key.kind().members(),
        key.concurrency(),
        key.kind().bytes(),
        key.kind().onDisk(),
        Figure.of(
            iterations.stream().map(one -> one.getPrimaryResult().getScore()).toList()),
        secondary("p50Micros", iterations),
        secondary("p99Micros", iterations),
        secondary("cpuMicros", iterations));
  }

  private static Figure secondary(String name, List<IterationResult> iterations) {
    return Figure.of(iterations.stream()
        .map(one -> one.getSecondaryResults().get(name).getScore())
        .toList());
  }
}
