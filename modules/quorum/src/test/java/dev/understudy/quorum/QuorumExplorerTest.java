package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Choice;
import dev.understudy.explorer.Counterexample;
import dev.understudy.explorer.Report;
import dev.understudy.explorer.Report.Ending;
import dev.understudy.explorer.Search;
import dev.understudy.quorum.zoo.AcknowledgesBeforeFlush;
import dev.understudy.quorum.zoo.AnswersTooEarly;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Everything that can happen to two nodes, both written and one read, a write and a read.
 */
class QuorumExplorerTest {
  private static final Bounds A_DROP = new Bounds(60, 1, 0, 0, true);

  private static Report report(Function<Rules, ? extends Keeper> keepers, Bounds bounds) {
    return new Search(QuorumSubject.of("quorum", "", keepers), bounds).run();
  }

  @Test
  @DisplayName("With one crash, or one message lost and others overtaking, no promise breaks")
  void ours() {
    for (Bounds bounds : List.of(QuorumSubject.BOUNDS, A_DROP)) {
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
    Report report = report(AcknowledgesBeforeFlush::new, QuorumSubject.BOUNDS);
    assertThat(report.ending()).as(report.claim()).isEqualTo(Ending.BROKEN);
    Counterexample found = report.counterexample().orElseThrow();
    assertThat(found.broken()).startsWith("K1 what is acknowledged is on the disks of w owners");
    assertThat(found.choices().get(13)).isInstanceOf(Choice.Crash.class);
  }
}
