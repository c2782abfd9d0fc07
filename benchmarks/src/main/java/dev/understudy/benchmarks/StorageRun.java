package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs {@link StorageBenchmark} and {@link BackupBenchmark}, round by round, so that what is to be compared is measured side by
 * side.
 */
final class StorageRun {
  static final String JOURNAL = "records of 64 writers, synced together";
  static final String BARE = "records in a bare file, 64 for each sync";
  static final String BACKUP = "MiB backed up";
  static final String RESTORE = "MiB restored";
  static final String COPY = "MiB copied and checksummed";
  private static final Map<String, String> WHAT = Map.of(
      "journal",
      JOURNAL,
      "bare",
      BARE,
      "recovery",
      "records of a journal recovered",
      "store",
      "commits of a store recovered",
      "backup",
      BACKUP,
      "restore",
      RESTORE,
      "copy",
      COPY);

  private final Effort effort;
  private final Consumer<String> progress;
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  StorageRun(Effort effort, Consumer<String> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  StorageReport run() throws RunnerException {
    for (int round = 1; round <= effort.rounds(); round++) {
      progress.accept("storage: round " + round + " of " + effort.rounds());
      for (RunResult result :
          new Runner(effort.options("(Storage|Backup)Benchmark").build()).run()) {
        String benchmark = result.getParams().getBenchmark();
        String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        measure(WHAT.get(name), result, false);
        if (result.getSecondaryResults().containsKey("syncs")) {
          measure("syncs for the " + WHAT.get(name), result, true);
        }
      }
    }
    List<StorageReport.Row> rows = measured.entrySet().stream()
        .map(row -> new StorageReport.Row(row.getKey(), Figure.of(row.getValue())))
        .toList();
    return new StorageReport(
        StorageReport.SCHEMA, effort.isQuick(), Machine.here(), rows, StorageReport.ratios(rows));
  }

  private void measure(String what, RunResult result, boolean syncs) {
    List<Double> values = measured.computeIfAbsent(what, first -> new ArrayList<>());
    result.getBenchmarkResults().forEach(fork -> {
      for (IterationResult one : fork.getIterationResults()) {
        values.add(
            (syncs ? one.getSecondaryResults().get("syncs") : one.getPrimaryResult()).getScore());
      }
    });
  }
}
