package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stateless.StatelessChaos.Result;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatelessChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 40);

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static LongStream seeds() {
    Long only = Long.getLong("understudy.seed");
    return only != null ? LongStream.of(only) : LongStream.rangeClosed(1, SEEDS);
  }

  @Test
  @DisplayName(
      "X1 X2 X3 Through all faults every command is applied once, and afterwards all works")
  void promisesHold() {
    List<Result> results = seeds().mapToObj(StatelessChaos::run).toList();
    for (Result result : results) {
      assertThat(result.violation())
          .as("replay: -Dtest=StatelessChaosTest -Dunderstudy.seed=" + result.seed())
          .isEmpty();
    }
    if (results.size() > 1) { // the faults really came, and what they are there for happened
      assertThat(results.stream().mapToInt(Result::acknowledged).sum()).isGreaterThan(20 * SEEDS);
      assertThat(results.stream().filter(r -> r.repeated() > 0)).hasSizeGreaterThan(SEEDS / 2);
      assertThat(results.stream().filter(r -> r.stale() > 0)).isNotEmpty();
      assertThat(results.stream().filter(r -> r.retried() > 0)).hasSizeGreaterThan(SEEDS / 2);
    }
  }

  @Test
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic() {
    assertThat(StatelessChaos.run(5)).isEqualTo(StatelessChaos.run(5));
  }
}
