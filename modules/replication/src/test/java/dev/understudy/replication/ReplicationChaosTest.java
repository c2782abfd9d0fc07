package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.replication.chaos.ReplicationSubject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicationChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 200);

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static Batch batch(Mode mode) {
    Long only = Long.getLong("understudy.seed");
    return Batch.of(
        new ReplicationSubject(mode), only == null ? 1 : only, only == null ? SEEDS : 1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName(
      "M3 Through all faults that the promises cover, each of which began, no promise of the mode is"
          + " broken, and afterwards a majority works again")
  void promisesHold(Mode mode) {
    Batch batch = batch(mode);
    List<String> reports = batch.failed().stream()
        .map(run -> new Report(batch.subject(), run.schedule(), run.violation().orElseThrow())
            .with(
                "replay",
                "-Dtest=ReplicationChaosTest -Dunderstudy.seed="
                    + run.schedule().seed())
            .text())
        .toList();
    assertThat(reports).isEmpty();
    if (batch.results().size() > 1) {
      assertThat(neverSeen(batch)).isEmpty();
      assertThat(batch.faults().keySet())
          .containsExactlyInAnyOrderElementsOf(batch.subject().budget().kinds().stream()
              .map(Class::getSimpleName)
              .toList());
    }
  }

  /** What is rare may need more seeds, in which all promises hold as well. */
  private static List<String> neverSeen(Batch batch) {
    List<String> never = batch.neverSeen();
    for (long first = 1 + SEEDS; !never.isEmpty() && first <= 5L * SEEDS; first += SEEDS) {
      Batch more = Batch.of(batch.subject(), first, SEEDS);
      assertThat(more.failed()).isEmpty();
      never = never.stream().filter(more.neverSeen()::contains).toList();
    }
    return never;
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic(Mode mode) {
    assertThat(trace(mode)).isEqualTo(trace(mode));
  }

  private static Trace trace(Mode mode) {
    ReplicationSubject subject = new ReplicationSubject(mode);
    return ChaosRun.of(subject, Swarm.draw(subject, 5), Keep.HASH).trace();
  }
}
