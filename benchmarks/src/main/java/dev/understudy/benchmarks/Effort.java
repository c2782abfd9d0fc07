package dev.understudy.benchmarks;

import dev.understudy.replication.Mode;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How much is measured. */
enum Effort {
  /** About two minutes. The figures are rough. */
  QUICK(1, 1),

  /** Half an hour; most of it for replication. */
  FULL(2, 2);

  private final int rounds;
  private final int iterations;

  Effort(int rounds, int iterations) {
    this.rounds = rounds;
    this.iterations = iterations;
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

  /** What is measured of replication. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    if (isQuick()) {
      cells.add(Cell.usual(3, 1));
      cells.add(Cell.usual(3, 256));
      cells.add(Cell.of(256, 1024, true).only(Mode.QUORUM));
      return cells;
    }
    for (int members : new int[] {3, 5}) {
      for (int concurrency : new int[] {1, 16, 256}) {
        cells.add(Cell.usual(members, concurrency));
      }
    }
    for (int concurrency : new int[] {1, 256}) {
      cells.add(Cell.of(concurrency, 1024, false));
      cells.add(Cell.of(concurrency, Kind.SHORT, true));
      cells.add(Cell.of(concurrency, 1024, true));
    }
    cells.add(Cell.longValues());
    return cells;
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
