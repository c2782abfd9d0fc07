package dev.understudy.replication.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Shrinking;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.chaos.TreeSubject;
import dev.understudy.replication.standby.zoo.FeedsUncommitted;
import dev.understudy.replication.standby.zoo.FollowsAnybody;
import dev.understudy.replication.standby.zoo.ForgetsItsLabel;
import dev.understudy.replication.standby.zoo.ForgetsTheEpoch;
import dev.understudy.replication.standby.zoo.NarrowReplica;
import dev.understudy.replication.standby.zoo.NarrowStandby;
import dev.understudy.replication.standby.zoo.SkipsAhead;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeBrokenTwinTest {
  private static final int MOST_SEEDS = 300;
  private static final int MOST_TRIES = 200;
  private static final int MOST_STEPS = 25;

  enum Twin {
    FOLLOWS_ANYBODY(Mode.QUORUM, FollowsAnybody::new, "R7", 1),
    FORGETS_ITS_LABEL(Mode.QUORUM, ForgetsItsLabel::new, "R7", 1),
    FORGETS_THE_EPOCH(Mode.ASYNC, ForgetsTheEpoch::new, "R5", 1),
    SKIPS_AHEAD(Mode.QUORUM, SkipsAhead::new, "R4", 1),
    FEEDS_UNCOMMITTED(
        Mode.QUORUM,
        () -> new NarrowReplica(Mode.QUORUM, new FeedsUncommitted()),
        NarrowStandby::new,
        "R4",
        1);

    private final TreeSubject subject;
    private final String invariant;
    private final long firstSeed; // any would do: near a find the wait is short

    Twin(Mode mode, Function<String[], Standby> standbys, String invariant, long firstSeed) {
      this(mode, () -> new NarrowReplica(mode), standbys, invariant, firstSeed);
    }

    Twin(
        Mode mode,
        Supplier<Replica> members,
        Function<String[], Standby> standbys,
        String invariant,
        long firstSeed) {
      subject = new TreeSubject("tree-twin", mode, members, standbys);
      this.invariant = invariant;
      this.firstSeed = firstSeed;
    }
  }

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName(
      "A standby or member with one rule removed is caught by the same chaos, and what caught"
          + " it shrinks to a few steps that replay")
  void caught(Twin twin) {
    for (long seed = twin.firstSeed; seed < twin.firstSeed + MOST_SEEDS; seed++) {
      Result result =
          ChaosRun.of(twin.subject, Swarm.draw(twin.subject, seed), Recorder.Keep.NOTHING);
      if (result.violation().isPresent()) {
        assertThat(result.violation().get().invariant()).as("seed " + seed).matches(twin.invariant);
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
