package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.replication.chaos.TogetherSubject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TogetherChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 200) / 4;

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static Batch batch(Subject subject) {
    Long only = Long.getLong("understudy.seed");
    return Batch.of(subject, only == null ? 1 : only, only == null ? SEEDS : 1);
  }

  @Test
  @DisplayName("Lost disks, short logs, switches, standbys and readers keep each its promise where"
      + " they meet; and they do meet")
  void promisesHold() {
    List<String> reports = new ArrayList<>();
    List<String> never = new ArrayList<>(new TogetherSubject(Mode.QUORUM).hopes());
    for (Subject subject : TogetherSubject.all()) {
      Batch batch = batch(subject);
      batch.failed().stream().map(run -> report(subject, run)).forEach(reports::add);
      never.retainAll(batch.neverSeen());
    }
    assertThat(reports).isEmpty();
    if (Long.getLong("understudy.seed") == null) {
      assertThat(never).isEmpty();
    }
  }

  private static String report(Subject subject, ChaosRun.Result run) {
    return new Report(subject, run.schedule(), run.violation().orElseThrow())
        .with(
            "replay",
            "-Dtest=TogetherChaosTest -Dunderstudy.seed=" + run.schedule().seed())
        .text();
  }

  @Test
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic() {
    assertThat(trace()).isEqualTo(trace());
  }

  private static Trace trace() {
    TogetherSubject subject = new TogetherSubject(Mode.QUORUM);
    return ChaosRun.of(subject, Swarm.draw(subject, 5), Keep.HASH).trace();
  }
}
