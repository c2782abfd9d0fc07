package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Choice;
import dev.understudy.explorer.Counterexample;
import dev.understudy.explorer.Moment;
import dev.understudy.explorer.Report;
import dev.understudy.explorer.Report.Ending;
import dev.understudy.explorer.Search;
import dev.understudy.explorer.Subject;
import dev.understudy.quorum.zoo.AcknowledgesBeforeFlush;
import dev.understudy.quorum.zoo.AnswersTooEarly;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Everything that can happen to two nodes, both written and one read, a write and a read.
 */
class QuorumExplorerTest {
  private static final Rules RULES = Rules.of(2, 1, 2).compareEvery(Duration.ZERO);
  private static final Bounds A_CRASH = new Bounds(60, 0, 1, 0, false);
  private static final Bounds A_DROP = new Bounds(60, 1, 0, 0, true);

  private static Subject subject(Function<Rules, ? extends Keeper> keepers) {
    return new Subject(
        "quorum",
        "what is acknowledged is on the disks of w owners, and is read",
        cluster -> open(cluster, keepers),
        List.of(QuorumExplorerTest::isOnBoth, QuorumExplorerTest::isRead),
        A_CRASH);
  }

  private static List<Act> open(Cluster cluster, Function<Rules, ? extends Keeper> keepers) {
    cluster.start(() -> keepers.apply(RULES), "athens", "byzantium");
    Client alice = cluster.join("alice", new Client("athens"));
    Client bob = cluster.join("bob", new Client("byzantium"));
    cluster.runFor(Duration.ofMillis(20));
    return List.of(
        new Act("alice", "puts toy = here", () -> alice.put("toy", "here")),
        new Act("bob", "gets toy", () -> bob.get("toy")));
  }

  /** What a crashed node has will be seen when it is back. */
  private static String isOnBoth(Moment moment) {
    boolean isAcknowledged = moment.returns("alice").stream().anyMatch(returned -> returned.ok());
    for (String node : List.of("athens", "byzantium")) {
      Keeper.State state = moment.state(node, Keeper.State.class);
      if (isAcknowledged
          && !moment.situation(node).isDown()
          && !state.copies().containsKey("toy")) {
        return "K1 what is acknowledged is on the disks of w owners — but not on that of " + node;
      }
    }
    return "";
  }

  private static String isRead(Moment moment) {
    for (ClientReturned write : moment.returns("alice")) {
      for (ClientCalled read : moment.calls("bob")) {
        for (ClientReturned seen : moment.returns("bob")) {
          if (write.ok()
              && read.atNanos() > write.atNanos()
              && seen.outcome().equals(Outcome.ok(null))) {
            return "K1 reads and writes are linearizable — but bob sees nothing";
          }
        }
      }
    }
    return "";
  }

  private static Report report(Function<Rules, ? extends Keeper> keepers, Bounds bounds) {
    return new Search(subject(keepers), bounds).run();
  }

  @Test
  @DisplayName("With one crash, or one message lost and others overtaking, no promise breaks")
  void ours() {
    for (Bounds bounds : List.of(A_CRASH, A_DROP)) {
      Report report = report(Keeper::new, bounds);
      assertThat(report.counterexample()).as(report.claim()).isEmpty();
      assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    }
  }

  @Test
  @DisplayName("K1 Who answers too early is found without any fault, in the fewest steps")
  void answersTooEarly() {
    Report report = report(AnswersTooEarly::new, new Bounds(60, 0, 0, 0, false));
    assertThat(report.ending()).as(report.claim()).isEqualTo(Ending.BROKEN);
    Counterexample found = report.counterexample().orElseThrow();
    assertThat(found.broken()).startsWith("K1 what is acknowledged is on the disks of w owners");
    assertThat(found.choices()).hasSize(11);
  }

  @Test
  @DisplayName("Z14 Who says what its disk does not hold yet loses it to one crash")
  void acknowledgesBeforeFlush() {
    Report report = report(AcknowledgesBeforeFlush::new, A_CRASH);
    assertThat(report.ending()).as(report.claim()).isEqualTo(Ending.BROKEN);
    Counterexample found = report.counterexample().orElseThrow();
    assertThat(found.broken()).startsWith("K1 what is acknowledged is on the disks of w owners");
    assertThat(found.choices().get(13)).isInstanceOf(Choice.Crash.class);
  }
}
