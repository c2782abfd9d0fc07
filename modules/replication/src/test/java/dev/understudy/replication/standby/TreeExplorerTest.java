package dev.understudy.replication.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.explorer.Report;
import dev.understudy.explorer.Report.Ending;
import dev.understudy.explorer.Search;
import dev.understudy.explorer.Subject;
import dev.understudy.replication.standby.zoo.FollowsAnybody;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Everything that can happen when a chain of standbys loses its member, within small bounds. */
class TreeExplorerTest {
  @Test
  @DisplayName("R7 Orphans do not follow each other in a circle, in whatever order they ask")
  void sound() {
    Subject orphans = TreeSubject.orphans();
    Report report = new Search(orphans, orphans.bounds()).run();
    assertThat(report.counterexample()).as(report.claim()).isEmpty();
    assertThat(report.ending()).as(report.claim()).isEqualTo(Ending.EVERYTHING);
    assertThat(report.states()).isGreaterThan(100);
  }

  @Test
  @DisplayName("R7 Who follows anybody is soon in a circle")
  void followsAnybody() {
    Subject twin = TreeSubject.of("twin", "one rule is left out", FollowsAnybody::new);
    Report report = new Search(twin, twin.bounds()).run();
    assertThat(report.ending()).as(report.claim()).isEqualTo(Ending.BROKEN);
    assertThat(report.counterexample().orElseThrow().broken())
        .startsWith("R7 nobody follows who stands below it — but ");
  }
}
