package dev.understudy.stateless.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Report;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.coach.Trial;
import dev.understudy.coach.TrialFailure;
import dev.understudy.stateless.Database;
import dev.understudy.stateless.zoo.AcceptsOlder;
import dev.understudy.stateless.zoo.AcknowledgesBeforeFlush;
import dev.understudy.stateless.zoo.ForgetsResult;
import dev.understudy.stateless.zoo.NoSessionTable;
import dev.understudy.stateless.zoo.TableNotSaved;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chaos of the exercise on asking again, apart from the tests that come before it in its suite. */
class RetrySafelyChaosTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 100);

  enum Twin {
    NO_SESSION_TABLE(NoSessionTable::new, "X1"),
    TABLE_NOT_SAVED(TableNotSaved::new, "X[12]"), // its last start may put the content right
    ACCEPTS_OLDER(AcceptsOlder::new, "X1"),
    FORGETS_RESULT(ForgetsResult::new, "X2"),
    ACKNOWLEDGES_BEFORE_FLUSH(AcknowledgesBeforeFlush::new, "X3");

    private final Supplier<Database> database;
    private final String invariant;

    Twin(Supplier<Database> database, String invariant) {
      this.database = database;
      this.invariant = invariant;
    }
  }

  private static RetrySafelySubject of(Supplier<Database> database) {
    return new RetrySafelySubject(new RetrySafelySuite() {
      @Override
      protected Node client() {
        return new Client();
      }

      @Override
      protected Future<Outcome<String>> execute(Node client, Command command) {
        return ((Client) client).execute(command);
      }

      @Override
      protected Node store() {
        return database.get();
      }

      @Override
      protected SortedMap<String, String> content(Record state) {
        return ((Database.State) state).content();
      }
    });
  }

  @Test
  @DisplayName("Our database keeps its promises, and every kind of fault really began")
  void promisesHold() {
    Batch batch = Batch.of(of(Database::new), 1, SEEDS);
    assertThat(batch.failed())
        .extracting(run ->
            new Report(batch.subject(), run.schedule(), run.violation().orElseThrow()).text())
        .isEmpty();
    assertThat(batch.neverSeen()).isEmpty();
    assertThat(batch.faults()).containsKeys("Crash", "Failpoint", "Partition", "OneWay", "Loss");
  }

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName("A database with one rule removed is told which, in words and in few steps")
  void caught(Twin twin) {
    assertThatThrownBy(() -> Trial.underChaos(300, of(twin.database)))
        .isInstanceOf(TrialFailure.class)
        .satisfies(
            failure -> assertThat(failure.getMessage().substring(0, 2)).matches(twin.invariant))
        .hasMessageContaining("  subject  retry-safely, 1 node")
        .hasMessageContaining("  shrunk   from ")
        .hasMessageContaining(" appends");
  }
}
