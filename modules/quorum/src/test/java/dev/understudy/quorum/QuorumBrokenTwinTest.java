package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Shrinking;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.quorum.chaos.HintsSubject;
import dev.understudy.quorum.chaos.QuorumSubject;
import dev.understudy.quorum.zoo.AnswersTooEarly;
import dev.understudy.quorum.zoo.DropsTombstonesEarly;
import dev.understudy.quorum.zoo.ForgetsHints;
import dev.understudy.quorum.zoo.HashesKeysOnly;
import dev.understudy.quorum.zoo.NewVersionForRetry;
import dev.understudy.quorum.zoo.NewestByArrival;
import dev.understudy.quorum.zoo.SnapshotsWithoutPromises;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuorumBrokenTwinTest {
  private static final int MOST_SEEDS = 1000;
  private static final int MOST_TRIES = 400;
  private static final int MOST_STEPS = 12;

  enum Twin {
    ANSWERS_TOO_EARLY(QuorumSubject.majorities("twin", AnswersTooEarly::new), "K1|K4", 695),
    NEWEST_BY_ARRIVAL(QuorumSubject.majorities("twin", NewestByArrival::new), "K1|K4"),
    SNAPSHOTS_WITHOUT_PROMISES(
        QuorumSubject.majorities("twin", SnapshotsWithoutPromises::new), "K1|K2"),
    NEW_VERSION_FOR_RETRY(QuorumSubject.majorities("twin", NewVersionForRetry::new), "K2"),
    DROPS_TOMBSTONES_EARLY(QuorumSubject.majorities("twin", DropsTombstonesEarly::new), "K1|K4"),
    FORGETS_HINTS(new HintsSubject("twin", ForgetsHints::new), "K3"),
    HASHES_KEYS_ONLY(QuorumSubject.majorities("twin", HashesKeysOnly::new), "K5");

    private final Subject subject;
    private final String invariant;
    private final long firstSeed;

    Twin(Subject subject, String invariant) {
      this(subject, invariant, 1);
    }

    /** One that few seeds catch: the hunt begins where one of them is near. */
    Twin(Subject subject, String invariant, long firstSeed) {
      this.subject = subject;
      this.invariant = invariant;
      this.firstSeed = firstSeed;
    }
  }

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName(
      "A node with one rule removed is caught by the same chaos, and what caught it shrinks"
          + " to a few steps that replay")
  void caught(Twin twin) {
    for (long seed = twin.firstSeed; seed < twin.firstSeed + MOST_SEEDS; seed++) {
      Result result = ChaosRun.of(twin.subject, Swarm.draw(twin.subject, seed), Keep.NOTHING);
      if (result.violation().isPresent()) {
        assertThat(result.violation().get().invariant()).matches(twin.invariant);
        replaysShrunk(twin.subject, result);
        return;
      }
    }
    throw new AssertionError(twin + " was not caught by " + MOST_SEEDS + " seeds");
  }

  private static void replaysShrunk(Subject subject, Result failed) {
    Shrinking.Shrunk shrunk = Shrinking.of(subject, failed, MOST_TRIES);
    assertThat(shrunk.schedule().steps()).hasSizeLessThanOrEqualTo(MOST_STEPS);
    ScheduleFile file = new ScheduleFile();
    Schedule read = file.read(file.write(subject, shrunk.schedule()), name -> Optional.of(subject));
    assertThat(ChaosRun.of(subject, read).violation()).hasValue(shrunk.violation());
  }
}
