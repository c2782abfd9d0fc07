package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Report;
import dev.understudy.stateless.chaos.StatelessSubject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatelessFaultsChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 60);

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static Batch batch() {
    Long only = Long.getLong("understudy.seed");
    return Batch.of(new StatelessSubject(), only == null ? 1 : only, only == null ? SEEDS : 1);
  }

  @Test
  @DisplayName(
      "X1, X3: through all faults nothing is applied twice, and what was acknowledged stays")
  void promisesHold() {
    Batch batch = batch();
    assertThat(batch.failed())
        .extracting(
            run -> new Report(batch.subject(), run.schedule(), run.violation().orElseThrow())
                .with(
                    "replay",
                    "-Dtest=StatelessFaultsChaosTest -Dunderstudy.seed="
                        + run.schedule().seed())
                .text())
        .isEmpty();
    if (batch.results().size() > 1) {
      assertThat(batch.neverSeen()).isEmpty();
      assertThat(batch.faults().keySet())
          .as("M3 every kind of fault that is covered really began")
          .containsExactlyInAnyOrderElementsOf(batch.subject().budget().kinds().stream()
              .map(Class::getSimpleName)
              .toList());
    }
  }
}
