package dev.understudy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final List<Integer> MANY =
      IntStream.rangeClosed(1, 100).boxed().toList();

  private static Shrinker<Integer> shrinker(Predicate<List<Integer>> fails, int mostTries) {
    return new Shrinker<>(one -> one > 1 ? List.of(1, one - 1) : List.of(), fails, mostTries);
  }

  @Test
  @DisplayName("Of a hundred steps the two are left without which nothing fails")
  void leavesTheTwo() {
    Shrinker<Integer> shrinker =
        new Shrinker<>(one -> List.of(), steps -> steps.contains(17) && steps.contains(71), 10_000);
    assertThat(shrinker.shrink(MANY)).containsExactly(17, 71);
    assertThat(shrinker.tries()).isLessThan(100);
  }

  @Test
  @DisplayName("A step that must stay becomes as simple as it may")
  void simplifies() {
    Shrinker<Integer> shrinker =
        shrinker(steps -> steps.stream().mapToInt(one -> one).sum() >= 10, 10_000);
    List<Integer> shrunk = shrinker.shrink(List.of(40, 1, 30));
    assertThat(shrunk).containsExactly(10);
  }

  @Test
  @DisplayName("Steps that only fail together stay together, in their order")
  void keepsOrder() {
    Predicate<List<Integer>> fails = steps -> {
      List<Integer> needed = List.of(60, 61, 62, 5);
      return new ArrayList<>(needed).stream().allMatch(steps::contains);
    };
    assertThat(new Shrinker<Integer>(one -> List.of(), fails, 10_000).shrink(MANY))
        .containsExactly(5, 60, 61, 62);
  }

  @Test
  @DisplayName("It never tries more often than it may, and what it then has still fails")
  void isBounded() {
    for (int most = 0; most < 40; most++) {
      List<List<Integer>> tried = new ArrayList<>();
      Predicate<List<Integer>> fails = steps -> steps.size() > 30;
      Shrinker<Integer> shrinker = shrinker(
          steps -> {
            tried.add(steps);
            return fails.test(steps);
          },
          most);
      assertThat(fails.test(shrinker.shrink(MANY))).isTrue();
      assertThat(tried).hasSizeLessThanOrEqualTo(most).hasSize(shrinker.tries());
    }
  }

  @Test
  @DisplayName("What fails with no step at all shrinks to none")
  void mayBeEmpty() {
    assertThat(shrinker(steps -> true, 10_000).shrink(MANY)).isEmpty();
  }

  @Test
  @DisplayName("What cannot be smaller stays as it is")
  void mayStay() {
    assertThat(shrinker(steps -> false, 10_000).shrink(MANY)).isEqualTo(MANY);
  }
}
