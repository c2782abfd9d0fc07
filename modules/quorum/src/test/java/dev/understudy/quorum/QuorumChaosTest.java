package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.quorum.chaos.QuorumSubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuorumChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 200);

  /** Which runs. */
  private record Seeds(Subject subject, long first, int count) {}

  private static final List<Subject> SUBJECTS = QuorumSubject.all();
  private static final Map<Seeds, Batch> BATCHES = new LinkedHashMap<>(); // no run is done twice

  static List<Subject> subjects() {
    return SUBJECTS;
  }

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static Batch batch(Subject subject) {
    Long only = Long.getLong("understudy.seed");
    return batch(only == null ? new Seeds(subject, 1, SEEDS) : new Seeds(subject, only, 1));
  }

  private static Batch batch(Seeds seeds) {
    return BATCHES.computeIfAbsent(seeds, s -> Batch.of(s.subject(), s.first(), s.count()));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  @DisplayName("Through all faults no promise is broken, and afterwards everybody is answered")
  void promisesHold(Subject subject) {
    Batch batch = batch(subject);
    List<String> reports = batch.failed().stream()
        .map(run -> new Report(batch.subject(), run.schedule(), run.violation().orElseThrow())
            .with(
                "replay",
                "-Dtest=QuorumChaosTest -Dunderstudy.seed=" + run.schedule().seed())
            .text())
        .toList();
    assertThat(reports).isEmpty();
    if (batch.results().size() > 1) {
      assertThat(batch.neverSeen()).isEmpty();
    }
  }

  @Test
  @DisplayName("M3 Every kind of fault that the promises cover really began in these runs")
  void everyKindBegan() {
    Subject subject = SUBJECTS.get(2); // of four nodes: fewer make no ring of majorities
    assertThat(batch(new Seeds(subject, 1, SEEDS)).faults().keySet())
        .containsExactlyInAnyOrderElementsOf(
            subject.budget().kinds().stream().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic(Subject subject) {
    assertThat(trace(subject)).isEqualTo(trace(subject));
  }

  private static Trace trace(Subject subject) {
    return ChaosRun.of(subject, Swarm.draw(subject, 5), Keep.HASH).trace();
  }
}
