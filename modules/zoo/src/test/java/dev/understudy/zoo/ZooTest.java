package dev.understudy.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Failure;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
  /** One search each; the command line makes nine. */
  private static final Hunt ONE_SEARCH = new Hunt(1, 500);

  static Stream<Arguments> exhibits() {
    return Zoo.all().stream()
        .map(exhibit -> Arguments.of(exhibit.number() + " " + exhibit.twin(), exhibit));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exhibits")
  @DisplayName("M5 M6 A twin breaks its promise, the sound one none, and its run shrinks to a file")
  void caught(String name, Exhibit exhibit) {
    Quarry quarry = ONE_SEARCH.of(exhibit);
    assertThat(quarry.isCaught()).as("%s: %s", name, quarry.why()).isTrue();
    Failure failure = quarry.finding().orElseThrow().failure();
    Schedule read = new ScheduleFile().read(failure.file(), Zoo::broken);
    assertThat(read).isEqualTo(failure.schedule());
    assertThat(ChaosRun.of(exhibit.broken(), read).violation())
        .hasValueSatisfying(again -> assertThat(again.invariant()).isEqualTo(exhibit.invariant()));
    assertThat(quarry.steps()).isLessThanOrEqualTo(25);
  }

  @Test
  @DisplayName("M4 A canary that fails every hundredth seed is reported with just these seeds")
  void canary() {
    assertThat(Canary.planted())
        .isEqualTo(List.of(100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1000L));
    assertThat(Canary.reported()).isEqualTo(Canary.planted());
  }

  @Test
  @DisplayName("Each twin has a number of its own, words, and a subject that a file can name")
  void entries() {
    List<Exhibit> all = Zoo.all();
    assertThat(all).hasSize(45);
    assertThat(all.stream().map(Exhibit::number)).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(exhibit -> {
      assertThat(exhibit.number()).matches("Z\\d+(\\.\\d)?|[a-z]+-\\d+");
      assertThat(exhibit.variant()).isNotBlank();
      assertThat(Zoo.broken(exhibit.broken().name())).isPresent();
      assertThat(exhibit.broken().acts()).isEqualTo(exhibit.sound().acts());
    });
    assertThat(Zoo.broken("journal")).isEmpty();
  }
}
