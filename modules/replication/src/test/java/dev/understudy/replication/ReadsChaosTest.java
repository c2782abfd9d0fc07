package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Shrinking;
import dev.understudy.chaos.Swarm;
import dev.understudy.chaos.Violation;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.replication.chaos.CutOff;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.zoo.CountsFromTheAnswer;
import dev.understudy.replication.zoo.ForgetsWhatWasSeen;
import dev.understudy.replication.zoo.NeedsNoMajority;
import dev.understudy.replication.zoo.ShowsUncommitted;
import dev.understudy.replication.zoo.TrustsItsClock;
import dev.understudy.replication.zoo.TrustsWallClocks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadsChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 200);
  private static final int MOST_SEEDS = 300;
  private static final int MOST_TRIES = 300;
  private static final int MOST_STEPS = 12;

  /** {@code -Dunderstudy.seed=17} runs that seed alone. */
  private static Batch batch(Mode mode) {
    Long only = Long.getLong("understudy.seed");
    return Batch.of(new ReadsSubject(mode), only == null ? 1 : only, only == null ? SEEDS : 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"QUORUM", "ASYNC"})
  @DisplayName(
      "V1 to V3 Through all faults readers see what they have seen, no answer is older than it"
          + " says, and nothing is shown that is not committed")
  void promisesHold(Mode mode) {
    Batch batch = batch(mode);
    List<String> reports = batch.failed().stream()
        .map(run -> new Report(batch.subject(), run.schedule(), run.violation().orElseThrow())
            .with(
                "replay",
                "-Dtest=ReadsChaosTest -Dunderstudy.seed=" + run.schedule().seed())
            .text())
        .toList();
    assertThat(reports).isEmpty();
    if (batch.results().size() > 1) {
      assertThat(batch.neverSeen()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"QUORUM", "ASYNC"})
  @DisplayName(
      "V1 to V3 hold also where the swarm seldom comes: readers at a replica that is cut off, or"
          + " hears late, on a slow clock")
  void promisesHoldCutOff(Mode mode) {
    ReadsSubject subject = new ReadsSubject(mode);
    for (long seed = 1; seed <= (SEEDS + 1) / 2; seed++) { // twins are found within some forty
      assertThat(ChaosRun.of(subject, CutOff.draw(subject, seed), Keep.NOTHING).violation())
          .as("seed " + seed)
          .isEmpty();
    }
  }

  @Test
  @DisplayName("M1 The same seed gives the same trace")
  void deterministic() {
    assertThat(trace()).isEqualTo(trace());
  }

  private static Trace trace() {
    ReadsSubject subject = new ReadsSubject(Mode.QUORUM);
    return ChaosRun.of(subject, Swarm.draw(subject, 5), Keep.HASH).trace();
  }

  enum Twin {
    SHOWS_UNCOMMITTED(ShowsUncommitted::new, "V3"),
    FORGETS_WHAT_WAS_SEEN(ForgetsWhatWasSeen::new, "V1"),
    COUNTS_FROM_THE_ANSWER(CountsFromTheAnswer::new, "V2", 40),
    NEEDS_NO_MAJORITY(NeedsNoMajority::new, "V2"),
    TRUSTS_ITS_CLOCK(TrustsItsClock::new, "V2"),
    TRUSTS_WALL_CLOCKS(TrustsWallClocks::new, "V2", 15);

    private final ReadsSubject subject;
    private final String invariant;
    private final long firstSeed; // any would do: near a find the wait is short

    Twin(Supplier<Replica> replica, String invariant) {
      this(replica, invariant, 1);
    }

    Twin(Supplier<Replica> replica, String invariant, long firstSeed) {
      this.firstSeed = firstSeed;
      subject = new ReadsSubject("reads-twin", Mode.QUORUM, replica);
      this.invariant = invariant;
    }
  }

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName(
      "A replica with one rule of reading removed is caught by the same chaos, and what caught"
          + " it shrinks to a few steps that replay")
  void caught(Twin twin) {
    for (long seed = twin.firstSeed; seed < twin.firstSeed + MOST_SEEDS; seed++) {
      Result result = ChaosRun.of(twin.subject, CutOff.draw(twin.subject, seed), Keep.NOTHING);
      if (result.violation().map(Violation::invariant).stream().anyMatch(twin.invariant::equals)) {
        replaysShrunk(twin.subject, result);
        return;
      }
    }
    throw new AssertionError(twin + " was not caught by " + MOST_SEEDS + " seeds");
  }

  private static void replaysShrunk(ReadsSubject subject, Result failed) {
    Shrinking.Shrunk shrunk = Shrinking.of(subject, failed, MOST_TRIES);
    assertThat(shrunk.schedule().steps()).hasSizeLessThanOrEqualTo(MOST_STEPS);
    ScheduleFile file = new ScheduleFile();
    Schedule read = file.read(file.write(subject, shrunk.schedule()), name -> Optional.of(subject));
    assertThat(ChaosRun.of(subject, read).violation()).hasValue(shrunk.violation());
  }
}
