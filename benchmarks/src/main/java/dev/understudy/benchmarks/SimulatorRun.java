package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link SimulatorBenchmark}. */
final class SimulatorRun {
  private final Effort effort;
  private final Consumer<String> progress;

  SimulatorRun(Effort effort, Consumer<String> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  SimulatorReport run() throws RunnerException {
    progress.accept("simulator");
    List<SimulatorReport.Row> rows = new ArrayList<>();
    for (RunResult result : new Runner(effort.options("SimulatorBenchmark").build()).run()) {
      List<IterationResult> iterations = result.getBenchmarkResults().stream()
          .flatMap(fork -> fork.getIterationResults().stream())
          .toList();
      boolean isWorld = result.getParams().getBenchmark().endsWith("world");
      rows.add(new SimulatorReport.Row(
          isWorld ? "worlds of five nodes" : "virtual seconds of five nodes",
          parameters(result),
          Figure.of(
              iterations.stream().map(one -> one.getPrimaryResult().getScore()).toList())));
      if (!isWorld) {
        rows.add(new SimulatorReport.Row(
            "messages delivered",
            parameters(result),
            Figure.of(iterations.stream()
                .map(one -> one.getSecondaryResults().get("messages").getScore())
                .toList())));
      }
    }
    return new SimulatorReport(SimulatorReport.SCHEMA, effort.isQuick(), Machine.here(), rows);
  }

  private static String parameters(RunResult result) {
    return result.getParams().getParamsKeys().stream()
        .sorted()
        .map(key -> key + " " + result.getParams().getParam(key))
        .collect(Collectors.joining(", "));
  }
}
