package dev.understudy.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sim.World;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

@SuppressWarnings({"try", "rawtypes", "unchecked", "serial", "this-escape"})
class ReviewWorldExtensionTest {
  private World prepared;

  @BeforeEach
  void prepare(World world) {
    prepared = world;
  }

  @WorldTest(seeds = 1)
  @DisplayName("J1 The world that @BeforeEach prepares is the world of the test")
  void sameWorld(World world) {
    assertThat(world).isSameAs(prepared);
  }

  @WorldTest(seeds = 1)
  @DisplayName("J2 An assumption that does not hold skips the test, it does not fail it")
  void assumption(World world) {
    Assumptions.assumeTrue(false, "not on this machine");
  }
}
