package dev.understudy.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StandbyBrokenTwinTest {
  private static final int SEEDS = 8;

  private static List<String> violations(Function<Cluster, Stage> stages) {
    List<String> all = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        all.addAll(Judge.run(stages.apply(cluster)).drill().violations());
      }
    }
    return all;
  }

  @Test
  @DisplayName("A standby that is hot by name only, and follows asynchronously, loses writes")
  void hotByName() {
    assertThat(violations(cluster -> new Far(cluster, Mode.SYNC))).isEmpty();
    assertThat(violations(cluster -> new Far(cluster, Mode.ASYNC)))
        .anyMatch(broken -> broken.contains("R1 acknowledged writes are gone"));
  }

  /** What a member in sync does not mind: the leader is far from it. */
  private static final class Far extends StandbyStage {
    private final Mode mode;

    Far(Cluster cluster, Mode mode) {
      super(cluster, StandbyKind.HOT, Setting.USUAL);
      this.mode = mode;
      for (String follower : List.of("byzantium", "cyrene")) {
        cluster.network().latency(LEADER, follower, ms(40), ms(60));
      }
    }

    @Override
    Mode modeWhenHot() {
      return mode;
    }
  }

  @Test
  @DisplayName("An archivist that reads one part and leaves the rest says more than it has")
  void leavesTheRest() {
    assertThat(violations(cluster -> new StandbyStage(cluster, StandbyKind.COLD, Setting.USUAL) {
          @Override
          Archivist archivist(Archivist.Place place) {
            return new Archivist(backedUp(), place, setting.backupEvery()) {
              @Override
              protected boolean goesOn() {
                return false;
              }
            };
          }
        }))
        .anyMatch(broken -> broken.contains("but the last backup was begun"));
  }
}
