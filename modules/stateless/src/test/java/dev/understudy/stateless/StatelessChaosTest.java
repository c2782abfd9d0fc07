package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent.Noted;
import dev.understudy.stateless.chaos.StatelessSubject;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatelessChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 60);

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static Batch batch() {
    Long only = Long.getLong("understudy.seed");
    return Batch.of(new StatelessSubject(), only == null ? 1 : only, only == null ? SEEDS : 1);
  }

  @Test
  @DisplayName(
      "X1 X2 X3 Through all faults every command is applied once, and afterwards all works")
  void promisesHold() {
    Batch batch = batch();
    assertThat(batch.failed())
        .extracting(run -> new Report(
                batch.subject(), run.schedule(), run.violation().orElseThrow())
            .with(
                "replay",
                "-Dtest=StatelessChaosTest -Dunderstudy.seed=" + run.schedule().seed())
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

  @Test
  @DisplayName("What the table of sessions and the load balancer are there for happened")
  void whatTheyAreThereForHappened() {
    StatelessSubject subject = new StatelessSubject();
    List<Trace> traces = LongStream.rangeClosed(1, 40)
        .mapToObj(seed -> ChaosRun.of(subject, Swarm.draw(subject, seed)).trace())
        .toList();
    assertThat(traces.stream().filter(trace -> isRemarked(trace, "knows ")))
        .as("the database recognises a command that it has applied")
        .hasSizeGreaterThan(20);
    assertThat(traces.stream().filter(trace -> isRemarked(trace, "ignores ")))
        .as("the database ignores a command whose client has gone on")
        .isNotEmpty();
    assertThat(traces.stream().filter(trace -> Served.of(trace).retried() > 0))
        .as("a request is sent to another API node")
        .hasSizeGreaterThan(20);
  }

  private static boolean isRemarked(Trace trace, String begin) {
    return trace.events().stream()
        .anyMatch(event -> event instanceof Noted noted && noted.remark().startsWith(begin));
  }

  @Test
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic() {
    assertThat(hash()).isEqualTo(hash());
  }

  private static long hash() {
    StatelessSubject subject = new StatelessSubject();
    return ChaosRun.of(subject, Swarm.draw(subject, 5), Keep.HASH).trace().hash();
  }
}
