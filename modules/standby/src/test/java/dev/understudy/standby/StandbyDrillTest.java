package dev.understudy.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandbyDrillTest {
  private static final int SEEDS = 10;

  @Test
  void table() {
    List<StandbyReport> all = new ArrayList<>();
    for (StandbyKind kind : List.of(StandbyKind.HOT, StandbyKind.COLD)) {
      all.add(new StandbyDrill(kind, Setting.USUAL).runs(1, SEEDS));
      assertThat(all.get(all.size() - 1).violations()).isEmpty();
    }
    System.out.println(Figures.table(all));
    System.out.println(Figures.phases(all));
  }
}
