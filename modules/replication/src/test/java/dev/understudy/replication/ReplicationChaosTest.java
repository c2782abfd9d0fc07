package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.replication.ReplicationChaos.Result;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicationChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 40);

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static LongStream seeds() {
    Long only = Long.getLong("understudy.seed");
    return only != null ? LongStream.of(only) : LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName(
      "Through all faults no promise of the mode is broken, and afterwards all works again")
  void promisesHold(Mode mode) {
    List<Result> results =
        seeds().mapToObj(seed -> ReplicationChaos.run(seed, mode)).toList();
    for (Result result : results) {
      assertThat(result.violation())
          .as("replay: -Dtest=ReplicationChaosTest -Dunderstudy.seed=" + result.seed())
          .isEmpty();
    }
    if (results.size() > 1) {
      assertThat(results.stream().mapToInt(Result::acknowledged).sum()).isGreaterThan(20 * SEEDS);
      assertThat(results.stream().mapToInt(Result::promotions).sum()).isGreaterThan(2 * SEEDS);
    }
  }

  @Test
  @DisplayName("R3 Sometimes asynchronous replication loses what it had acknowledged")
  void asyncLoses() {
    Stream<Result> results =
        LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> ReplicationChaos.run(seed, Mode.ASYNC));
    assertThat(results.filter(result -> result.lost() > 0).count()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic(Mode mode) {
    assertThat(ReplicationChaos.run(5, mode)).isEqualTo(ReplicationChaos.run(5, mode));
  }
}
