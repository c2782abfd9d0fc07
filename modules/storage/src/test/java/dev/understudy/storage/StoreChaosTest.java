package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.zoo.StoreChaos;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreChaosTest {
  private static final int SEEDS = 200;
  private static final int OFTEN = 20;

  @Test
  @DisplayName(
      "W1, W5, W6, W7, S1 to S4: whatever the disk does, what is visible stays and nothing is invented")
  void chaos() {
    Map<StoreChaos.Seen, Integer> seen = new EnumMap<>(StoreChaos.Seen.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      StoreChaos.run(new StoreTwin() {}, seed, seen);
    }
    assertThat(seen).containsOnlyKeys(StoreChaos.Seen.values());
    assertThat(seen.values()).as("%s", seen).allMatch(times -> times > OFTEN);
  }
}
