package dev.understudy.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chaos.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HuntTest {
  private static final Hunt SHORT = new Hunt(3, 30);

  private static Exhibit numbered(String number) {
    return Zoo.all().stream()
        .filter(exhibit -> exhibit.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private static Exhibit like(Exhibit one, String invariant, Subject broken, Subject sound) {
    return new Exhibit(
        one.number(),
        one.twin(),
        one.variant(),
        invariant,
        one.fault(),
        one.source(),
        broken,
        sound,
        one.draw());
  }

  @Test
  @DisplayName("A twin with which nothing is wrong is not caught")
  void notBroken() {
    Exhibit exhibit = numbered("Z17");
    Quarry quarry = SHORT.of(like(exhibit, exhibit.invariant(), exhibit.sound(), exhibit.sound()));
    assertThat(quarry.isCaught()).isFalse();
    assertThat(quarry.why()).isEqualTo("0 of 3 searches found it");
    assertThat(quarry.finding()).isEmpty();
    assertThat(quarry.steps()).isZero();
  }

  @Test
  @DisplayName("A twin that breaks another promise than the one it names is not caught")
  void otherInvariant() {
    Exhibit exhibit = numbered("Z17");
    assertThat(SHORT.of(exhibit).isCaught()).isTrue();
    assertThat(SHORT.of(like(exhibit, "W3", exhibit.broken(), exhibit.sound())).isCaught())
        .isFalse();
  }

  @Test
  @DisplayName("Where the sound one fails too the check is wrong, and nothing is caught")
  void soundFails() {
    Exhibit exhibit = numbered("Z17");
    Quarry quarry =
        SHORT.of(like(exhibit, exhibit.invariant(), exhibit.broken(), exhibit.broken()));
    assertThat(quarry.isCaught()).isFalse();
    assertThat(quarry.why()).startsWith("its sound twin fails too, with seed ").contains(": W");
  }

  @Test
  @DisplayName("The median counts a search that found nothing as the longest of all")
  void median() {
    Exhibit exhibit = numbered("Z17");
    assertThat(quarry(exhibit, 4, Quarry.NOT_FOUND, 2).median()).isEqualTo(4);
    assertThat(quarry(exhibit, 4, Quarry.NOT_FOUND, 2).isCaught()).isTrue();
    assertThat(quarry(exhibit, Quarry.NOT_FOUND, 1, Quarry.NOT_FOUND).isCaught())
        .isFalse();
    assertThat(quarry(exhibit, Quarry.NOT_FOUND, 1, Quarry.NOT_FOUND).why())
        .isEqualTo("1 of 3 searches found it");
  }

  private static Quarry quarry(Exhibit exhibit, Integer... seeds) {
    return new Quarry(exhibit, List.of(seeds), Optional.empty(), "");
  }

  @Test
  @DisplayName("How many hunt at once makes no difference")
  void threads() {
    List<Exhibit> some =
        List.of(numbered("Z17"), numbered("storage-2"), numbered("Z14.2"), numbered("Z17"));
    List<String> alone = some.stream().map(HuntTest::told).toList();
    assertThat(some.parallelStream().map(HuntTest::told).toList()).isEqualTo(alone);
    assertThat(alone.get(0)).isEqualTo(alone.get(3));
  }

  private static String told(Exhibit exhibit) {
    Quarry quarry = SHORT.of(exhibit);
    return quarry.seeds() + quarry.finding().orElseThrow().failure().file();
  }

  @Test
  @DisplayName("A hunt without a median is refused")
  void even() {
    assertThatThrownBy(() -> new Hunt(2, 10)).hasMessageContaining("an odd number of searches");
    assertThatThrownBy(() -> new Hunt(1, 0)).hasMessageContaining("a seed or more");
  }
}
