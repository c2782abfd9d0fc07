package dev.understudy.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How much is measured. */
enum Effort {
  /** About a minute and a half. The figures are rough. */
  QUICK(1, 1, List.of(3), List.of(1, 256)),

  /** Ten minutes to a quarter of an hour. */
  FULL(2, 2, List.of(3, 5), List.of(1, 16, 256));

  private final int rounds;
  private final int iterations;
  private final List<Integer> members;
  private final List<Integer> concurrencies;

  Effort(int rounds, int iterations, List<Integer> members, List<Integer> concurrencies) {
    this.rounds = rounds;
    this.iterations = iterations;
    this.members = members;
    this.concurrencies = concurrencies;
  }

  boolean isQuick() {
    return this == QUICK;
  }

  int rounds() {
    return rounds;
  }

  /** How many iterations of a second are measured in each JVM. */
  int iterations() {
    return iterations;
  }

  List<Integer> members() {
    return members;
  }

  List<Integer> concurrencies() {
    return concurrencies;
  }

  /** Benchmarks of this package that match, each in a JVM of its own that works where we work. */
  ChainedOptionsBuilder options(String benchmarks) {
    return new OptionsBuilder()
        .include("dev\\.understudy\\.benchmarks\\." + benchmarks)
        .forks(1)
        .measurementIterations(iterations)
        .measurementTime(TimeValue.seconds(1))
        .warmupTime(TimeValue.seconds(1))
        .jvmArgsAppend("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}
