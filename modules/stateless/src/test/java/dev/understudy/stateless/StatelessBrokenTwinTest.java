package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.chaos.Violation;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.stateless.StatelessStage.Played;
import dev.understudy.stateless.chaos.StatelessSubject;
import dev.understudy.stateless.zoo.AcceptsOlder;
import dev.understudy.stateless.zoo.AcknowledgesBeforeFlush;
import dev.understudy.stateless.zoo.ForgetsResult;
import dev.understudy.stateless.zoo.NeverRetries;
import dev.understudy.stateless.zoo.NoSessionTable;
import dev.understudy.stateless.zoo.TableNotSaved;
import dev.understudy.stateless.zoo.TrustsTheSilent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatelessBrokenTwinTest {
  private static final int MOST_SEEDS = 300;

  enum Twin {
    NO_SESSION_TABLE(NoSessionTable::new, "X1"),
    TABLE_NOT_SAVED(TableNotSaved::new, "X1"),
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

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName("A database with one rule removed is caught by the same chaos")
  void caught(Twin twin) {
    Subject subject = new StatelessSubject("twin", twin.database);
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      Optional<Violation> violation =
          ChaosRun.of(subject, Swarm.draw(subject, seed), Keep.NOTHING).violation();
      if (violation.isPresent()) {
        assertThat(violation.get().words()).startsWith(twin.invariant);
        return;
      }
    }
    throw new AssertionError(twin + " was not caught by " + MOST_SEEDS + " seeds");
  }

  @Test
  @DisplayName("X1 Without a table of sessions many runs apply a command twice, with one none")
  void counted() {
    assertThat(
            Batch.of(new StatelessSubject("twin", NoSessionTable::new), 1, 20).failed())
        .extracting(run -> run.violation().orElseThrow().invariant())
        .hasSizeGreaterThan(5)
        .containsOnly("X1");
    assertThat(Batch.of(new StatelessSubject(), 1, 20).failed()).isEmpty();
  }

  private static List<Served> served(Supplier<LoadBalancer> loadBalancer) {
    return LongStream.rangeClosed(1, 20)
        .mapToObj(seed -> {
          try (Cluster cluster = Cluster.simulated(seed)) {
            Played played = StatelessStage.in(cluster, Database::new, loadBalancer)
                .play(() -> cluster.crash("byzantium"));
            return played.served();
          }
        })
        .toList();
  }

  @Test
  @DisplayName("X4 Where nothing is sent to another node, clients wait until they ask again")
  void neverRetries() {
    Duration asksAgain = Duration.ofMillis(200);
    assertThat(served(() -> new LoadBalancer(StatelessStage.POOL)))
        .allMatch(served -> served.longestWait().compareTo(asksAgain) < 0);
    assertThat(served(NeverRetries::new))
        .anyMatch(served -> served.longestWait().compareTo(asksAgain) > 0);
  }

  @Test
  @DisplayName("X5 Where the silent is trusted, it gets its share of the requests for ever")
  void trustsTheSilent() {
    int most = served(() -> new LoadBalancer(StatelessStage.POOL)).stream()
        .mapToInt(Served::retried)
        .max()
        .orElseThrow();
    assertThat(served(TrustsTheSilent::new)).allMatch(served -> served.retried() > 2 * most);
  }
}
