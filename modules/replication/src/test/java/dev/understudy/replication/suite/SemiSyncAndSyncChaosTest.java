package dev.understudy.replication.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Report;
import dev.understudy.cluster.Node;
import dev.understudy.coach.Trial;
import dev.understudy.coach.TrialFailure;
import dev.understudy.replication.Configuration;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.zoo.AdmitsWhoIsBehind;
import dev.understudy.replication.zoo.GoesOnSilently;
import dev.understudy.replication.zoo.NeverWaitsAgain;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chaos of the exercise on semi-sync and sync, apart from the tests that come before it in its suite. */
class SemiSyncAndSyncChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 80);

  private static final class Hasty extends Replica {
    Hasty() {
      super(Mode.SYNC);
    }

    @Override
    protected boolean speaksBeforeFlush() {
      return true;
    }
  }

  enum Twin {
    GOES_ON_SILENTLY(Mode.SEMI_SYNC, GoesOnSilently::new, Acknowledged.SEMI_SYNC),
    NEVER_WAITS_AGAIN(Mode.SEMI_SYNC, NeverWaitsAgain::new, Acknowledged.TOGETHER),
    ADMITS_WHO_IS_BEHIND(Mode.SYNC, AdmitsWhoIsBehind::new, Acknowledged.SYNC),
    SPEAKS_BEFORE_FLUSH(Mode.SYNC, Hasty::new, "R1");

    private final Mode mode;
    private final Supplier<Node> replica;
    private final String promise;

    Twin(Mode mode, Supplier<Node> replica, String promise) {
      this.mode = mode;
      this.replica = replica;
      this.promise = promise;
    }
  }

  private static SemiSyncAndSyncSubject of(BiFunction<Mode, SemiSync, Node> replica, Mode mode) {
    SemiSyncAndSyncSuite suite = new SemiSyncAndSyncSuite() {
      @Override
      protected Node replica(Mode asked, SemiSync semiSync) {
        return replica.apply(asked, semiSync);
      }

      @Override
      protected View view(Record state) {
        Replica.State seen = (Replica.State) state;
        return new View(seen.log(), seen.isAlone(), seen.configuration().members());
      }

      @Override
      protected List<Record> removal(long order, List<String> inSync) {
        long epoch = order + 1;
        return List.of(
            new Survey(epoch), new Promote(new Configuration(epoch, 0, Mode.SYNC, inSync)));
      }
    };
    return new SemiSyncAndSyncSubject(suite, mode);
  }

  @ParameterizedTest
  @EnumSource(names = {"SEMI_SYNC", "SYNC"})
  @DisplayName("Our replica keeps its promises, and every kind of fault really began")
  void promisesHold(Mode mode) {
    Batch batch = Batch.of(of(Replica::new, mode), 1, SEEDS);
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
  @DisplayName("A replica with one rule removed is told which, in words and in few steps")
  void caught(Twin twin) {
    SemiSyncAndSyncSubject subject = of((mode, semiSync) -> twin.replica.get(), twin.mode);
    assertThatThrownBy(() -> Trial.underChaos(300, subject))
        .isInstanceOf(TrialFailure.class)
        .hasMessageStartingWith(twin.promise)
        .hasMessageContaining("  subject  " + subject.name() + ", ")
        .hasMessageContaining("  shrunk   from ")
        .hasMessageContaining("  all is healed");
  }
}
