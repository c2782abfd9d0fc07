package dev.understudy.replication.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Report;
import dev.understudy.cluster.Node;
import dev.understudy.coach.Trial;
import dev.understudy.coach.TrialFailure;
import dev.understudy.replication.LogBounds;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.zoo.FollowsAnybody;
import dev.understudy.replication.standby.zoo.ForgetsItsLabel;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chaos of the exercise on cascading, apart from the tests that come before it in its suite. */
class CascadingStandbyChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 80);

  enum Twin {
    FOLLOWS_ANYBODY(upstreams -> new FollowsAnybody(upstreams) {
      @Override
      protected LogBounds logBounds() {
        return LogBounds.DEFAULT;
      }
    }),
    FORGETS_ITS_LABEL(upstreams -> new ForgetsItsLabel(upstreams) {
      @Override
      protected LogBounds logBounds() {
        return LogBounds.DEFAULT; // snapshots are no part of the exercise
      }
    });

    private final Function<String[], Node> standby;

    Twin(Function<String[], Node> standby) {
      this.standby = standby;
    }
  }

  private static CascadingStandbySubject of(Function<String[], Node> standby) {
    return new CascadingStandbySubject(new CascadingStandbySuite() {
      @Override
      protected Node standby(String... upstreams) {
        return standby.apply(upstreams);
      }

      @Override
      protected View view(Record state) {
        Standby.State seen = (Standby.State) state;
        return new View(seen.upstream(), seen.bound(), seen.log());
      }
    });
  }

  @Test
  @DisplayName("Our standby keeps its promises, and every kind of fault really began")
  void promisesHold() {
    Batch batch = Batch.of(of(Standby::new), 1, SEEDS);
    assertThat(batch.failed())
        .extracting(run ->
            new Report(batch.subject(), run.schedule(), run.violation().orElseThrow()).text())
        .isEmpty();
    assertThat(batch.neverSeen()).isEmpty();
    assertThat(batch.faults().keySet())
        .containsExactlyInAnyOrderElementsOf(
            batch.subject().budget().kinds().stream().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R7 A standby with one rule removed is told so, in words and in few steps")
  void caught(Twin twin) {
    CascadingStandbySubject subject = of(twin.standby);
    assertThatThrownBy(() -> Trial.underChaos(300, subject))
        .isInstanceOf(TrialFailure.class)
        .hasMessageStartingWith(Tree.NO_CYCLE)
        .hasMessageContaining("  subject  cascading-standbys, ")
        .hasMessageContaining("  shrunk   from ");
  }
}
