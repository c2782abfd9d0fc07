package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** Runs {@link SimulatorBenchmark} and {@link RecordingBenchmark}. */
final class SimulatorRun {
  private static final int ITERATIONS_OF_RECORDING = 8;

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
    return new SimulatorReport(
        SimulatorReport.SCHEMA, effort.isQuick(), Machine.here(), rows, recording());
  }

  private List<Ratio> recording() throws RunnerException {
    progress.accept("simulator: what recording costs");
    List<Ratio> ratios = new ArrayList<>();
    Options options = effort
        .options("RecordingBenchmark")
        .measurementIterations(ITERATIONS_OF_RECORDING * effort.iterations())
        .build();
    for (RunResult result : new Runner(options).run()) {
      String story = result.getParams().getParam("story").toLowerCase(Locale.ROOT);
      double nothing = sum("nothing", result);
      ratios.add(Ratio.atLeast(
          story + ", speed with the hash / with nothing", 5, nothing / sum("hash", result), 0.9));
      ratios.add(Ratio.atLeast(
          story + ", speed with every event / with nothing",
          5,
          nothing / sum("events", result),
          0.7));
    }
    return ratios;
  }

  /** Of all iterations: the clock of the processor is coarse, and the machine has other work. */
  private static double sum(String counter, RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(one -> one.getSecondaryResults().get(counter).getScore())
        .sum();
  }

  private static String parameters(RunResult result) {
    return result.getParams().getParamsKeys().stream()
        .sorted()
        .map(key -> key + " " + result.getParams().getParam(key))
        .collect(Collectors.joining(", "));
  }
}
