package dev.understudy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Shrinking.Shrunk;
import dev.understudy.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChaosBrokenTwinTest {
  private static final Subject HASTY = new KeeperSubject(Keeper.Hasty::new);
  private static final List<ChaosRun.Result> FAILED = Batch.of(HASTY, 1, 150).failed();

  @Test
  @DisplayName("A keeper that answers before its disk has it is caught; one that waits is not")
  void caught() {
    assertThat(FAILED).isNotEmpty();
    assertThat(FAILED)
        .extracting(run -> run.violation().orElseThrow().invariant())
        .containsOnly("K1");
    assertThat(Batch.of(new KeeperSubject(Keeper::new), 1, 150).failed()).isEmpty();
  }

  @Test
  @DisplayName("M6 Whatever seed caught it shrinks to a file of a few steps that replays")
  void shrinks() {
    ScheduleFile file = new ScheduleFile();
    for (ChaosRun.Result run : FAILED.subList(0, Math.min(5, FAILED.size()))) {
      Shrunk shrunk = Shrinking.of(HASTY, run, 500);
      String text = file.write(HASTY, shrunk.schedule());
      assertThat(shrunk.schedule().steps()).as(text).hasSizeLessThanOrEqualTo(4);
      assertThat(shrunk.schedule().nodes()).as(text).hasSize(1);
      Schedule read = file.read(text, name -> Optional.of(HASTY));
      assertThat(ChaosRun.of(HASTY, read).violation()).as(text).hasValue(shrunk.violation());
      assertThat(Shrinking.of(HASTY, run, 500)).isEqualTo(shrunk);
    }
  }

  @Test
  @DisplayName("Few tries make it less small, and never whole")
  void isBounded() {
    ChaosRun.Result run = FAILED.get(0);
    for (int most : new int[] {0, 1, 10, 40}) {
      Shrunk shrunk = Shrinking.of(HASTY, run, most);
      assertThat(shrunk.tries()).isLessThanOrEqualTo(most);
      assertThat(ChaosRun.of(HASTY, shrunk.schedule()).violation()).hasValue(shrunk.violation());
    }
  }

  @Test
  @DisplayName("A schedule that comes up again while a run is made smaller is not run again")
  void runsOnce() {
    List<List<String>> started = new ArrayList<>();
    Subject counting = new ForwardingSubject(HASTY) {
      @Override
      public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
        started.add(nodes);
        return super.start(cluster, nodes, sometimes);
      }
    };
    ChaosRun.Result run = FAILED.get(0);
    Shrunk shrunk = Shrinking.of(counting, run, 500);
    assertThat(shrunk).isEqualTo(Shrinking.of(HASTY, run, 500));
    assertThat(started).hasSizeBetween(10, shrunk.tries() - 1);
  }
}
