package dev.understudy.replication.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Report;
import dev.understudy.replication.Mode;
import dev.understudy.replication.standby.chaos.TreeSubject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 200);

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  @ParameterizedTest
  @EnumSource(names = {"QUORUM", "ASYNC"})
  @DisplayName("R4 R7 At every moment each log is a prefix of its upstream's, nobody follows in a"
      + " circle, and afterwards every standby holds the leader's log")
  void promisesHold(Mode mode) {
    Long only = Long.getLong("understudy.seed");
    Batch batch =
        Batch.of(new TreeSubject(mode), only == null ? 1 : only, only == null ? SEEDS : 1);
    List<String> reports = batch.failed().stream()
        .map(run -> new Report(batch.subject(), run.schedule(), run.violation().orElseThrow())
            .with(
                "replay",
                "-Dtest=TreeChaosTest -Dunderstudy.seed=" + run.schedule().seed())
            .text())
        .toList();
    assertThat(reports).isEmpty();
    if (batch.results().size() > 1) {
      assertThat(batch.neverSeen()).isEmpty();
      assertThat(batch.faults().keySet())
          .containsExactlyInAnyOrderElementsOf(batch.subject().budget().kinds().stream()
              .map(Class::getSimpleName)
              .toList());
    }
  }
}
