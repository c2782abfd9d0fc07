package dev.understudy.replication.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Report;
import dev.understudy.cluster.Node;
import dev.understudy.coach.Trial;
import dev.understudy.coach.TrialFailure;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The chaos of the exercise on log shipping, apart from the tests that come before it in its suite. */
class LogShippingChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 80);

  private static final class Hasty extends Replica {
    Hasty() {
      super(Mode.ASYNC);
    }

    @Override
    protected boolean speaksBeforeFlush() {
      return true;
    }
  }

  private static LogShippingSubject of(Supplier<Node> replica) {
    return new LogShippingSubject(new LogShippingSuite() {
      @Override
      protected Node replica() {
        return replica.get();
      }

      @Override
      protected View view(Record state) {
        Replica.State seen = (Replica.State) state;
        return new View(seen.role().equals("leader"), seen.log(), seen.committed(), seen.content());
      }

      @Override
      protected Limits limits() {
        throw new UnsupportedOperationException("chaos does not look at single messages");
      }
    });
  }

  @Test
  @DisplayName("Our replica keeps its promises, and every kind of fault really began")
  void promisesHold() {
    Batch batch = Batch.of(of(() -> new Replica(Mode.ASYNC)), 1, SEEDS);
    assertThat(batch.failed())
        .extracting(run ->
            new Report(batch.subject(), run.schedule(), run.violation().orElseThrow()).text())
        .isEmpty();
    assertThat(batch.neverSeen()).isEmpty();
    assertThat(batch.faults().keySet())
        .containsExactlyInAnyOrderElementsOf(
            batch.subject().budget().kinds().stream().map(Class::getSimpleName).toList());
  }

  @Test
  @DisplayName("R1 A leader that answers before its flush is told so in words and in few steps")
  void answersBeforeFlush() {
    LogShippingSubject twin = of(Hasty::new);
    assertThatThrownBy(() -> Trial.underChaos(20, twin))
        .isInstanceOf(TrialFailure.class)
        .hasMessageStartingWith("R")
        .hasMessageContaining("  subject  log-shipping, ")
        .hasMessageContaining("  shrunk   from ")
        .hasMessageContaining(" appends");
  }
}
