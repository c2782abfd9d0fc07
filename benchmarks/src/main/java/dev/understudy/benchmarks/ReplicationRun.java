package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private record Key(String system, String mode, int members, int concurrency) {}

  private final Effort effort;
  private final Consumer<String> progress;
  private final Map<Key, List<IterationResult>> measured = new LinkedHashMap<>();

  ReplicationRun(Effort effort, Consumer<String> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  ReplicationReport run() throws RunnerException {
    for (int round = 1; round <= effort.rounds(); round++) {
      for (int members : effort.members()) {
        for (int concurrency : effort.concurrencies()) {
          progress.accept(String.format(
              Locale.ROOT,
              "replication: round %d of %d, %d members, %d under way",
              round,
              effort.rounds(),
              members,
              concurrency));
          measure(members, concurrency);
        }
      }
    }
    List<WriteCost> rows = new ArrayList<>();
    measured.forEach((key, iterations) -> rows.add(row(key, iterations)));
    rows.sort(WriteCost.IN_ORDER);
    return new ReplicationReport(
        ReplicationReport.SCHEMA,
        effort.isQuick(),
        Machine.here(),
        effort.rounds(),
        effort.iterations(),
        rows,
        Ratio.of(rows));
  }

  private void measure(int members, int concurrency) throws RunnerException {
    String which =
        concurrency == 1 ? "(floor|microRaft|replica|client)" : "(floor|microRaft|replica)";
    ChainedOptionsBuilder options = effort
        .options("ReplicationBenchmark\\." + which + "$")
        .param("members", "" + members)
        .param("concurrency", "" + concurrency);
    for (RunResult result : new Runner(options.build()).run()) {
      String benchmark = result.getParams().getBenchmark();
      String mode = result.getParams().getParam("mode");
      Key key = new Key(
          benchmark.substring(benchmark.lastIndexOf('.') + 1),
          mode == null ? "QUORUM" : mode,
          members,
          concurrency);
      List<IterationResult> all = measured.computeIfAbsent(key, first -> new ArrayList<>());
      result.getBenchmarkResults().forEach(fork -> all.addAll(fork.getIterationResults()));
    }
  }

  private static WriteCost row(Key key, List<IterationResult> iterations) {
    return new WriteCost(
        key.system(),
        key.mode(),
        key.members(),
        key.concurrency(),
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
