package dev.understudy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class SmokeTest {
  private static Collection<RunResult> run(String benchmarks) throws RunnerException {
    return new Runner(new OptionsBuilder()
            .include("dev.understudy.benchmarks." + benchmarks)
            .param("members", "3")
            .param("concurrency", "16")
            .param("bytes", "1024")
            .param("records", "1000")
            .param("writes", "5000")
            .param("mib", "1")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(100))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build())
        .run();
  }

  @Test
  @DisplayName("Every benchmark of the simulator runs and measures something")
  void simulator() throws RunnerException {
    assertThat(run("SimulatorBenchmark"))
        .hasSize(5)
        .allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }

  @Test
  @DisplayName("What recording costs is told of each story, with nothing, the hash and every event")
  void recording() throws RunnerException {
    assertThat(run("RecordingBenchmark"))
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.getSecondaryResults())
            .containsOnlyKeys("nothing", "hash", "events")
            .allSatisfy((counter, nanos) -> assertThat(nanos.getScore()).isPositive()));
  }

  @Test
  @DisplayName("Every benchmark of a replicated write runs, in every mode, and takes its latency")
  void replication() throws RunnerException {
    assertThat(run("ReplicationBenchmark")).hasSize(14).allSatisfy(result -> {
      assertThat(result.getPrimaryResult().getScore()).isPositive();
      double p50 = result.getSecondaryResults().get("p50Micros").getScore();
      double p99 = result.getSecondaryResults().get("p99Micros").getScore();
      assertThat(p50).isPositive();
      assertThat(p99).isGreaterThanOrEqualTo(p50);
    });
  }

  @Test
  @DisplayName("What is kept is measured with and without a follower that is away")
  void memory() throws RunnerException {
    assertThat(run("MemoryBenchmark")).hasSize(2).allSatisfy(result -> {
      boolean away = Boolean.parseBoolean(result.getParams().getParam("away"));
      double lag = result.getSecondaryResults().get("lag").getScore();
      assertThat(lag > 20_000).isEqualTo(away);
      assertThat(result.getSecondaryResults().get("entries").getScore()).isGreaterThan(20_000);
      assertThat(result.getSecondaryResults().get("kibAtLast").getScore()).isPositive();
    });
  }

  @Test
  @DisplayName("Every benchmark of storage runs; the writers of a journal share its syncs")
  void storage() throws RunnerException {
    assertThat(run("(Storage|Backup)Benchmark"))
        .hasSize(7)
        .allMatch(result -> result.getPrimaryResult().getScore() > 0)
        .filteredOn(result -> result.getParams().getBenchmark().endsWith("journal"))
        .singleElement()
        .satisfies(journal -> assertThat(journal.getPrimaryResult().getScore())
            .isGreaterThan(2 * journal.getSecondaryResults().get("syncs").getScore()));
  }
}
