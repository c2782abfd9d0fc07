package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.quorum.Rules.Repair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RulesLawsTest {
  private static final int MOST_COPIES = 7;

  /** All groups of so many of n holders, each as the bits of a number. */
  private static List<Integer> groups(int n, int size) {
    List<Integer> groups = new ArrayList<>();
    for (int bits = 0; bits < 1 << n; bits++) {
      if (Integer.bitCount(bits) == size) {
        groups.add(bits);
      }
    }
    return groups;
  }

  private static boolean allMeet(List<Integer> some, List<Integer> others) {
    return some.stream().allMatch(one -> others.stream().allMatch(other -> (one & other) != 0));
  }

  @Test
  @DisplayName("Q1 Every two quorums share a node exactly when the sum says so")
  void quorumsMeet() {
    int configurations = 0;
    for (int n = 1; n <= MOST_COPIES; n++) {
      for (int r = 1; r <= n; r++) {
        for (int w = 1; w <= n; w++) {
          Rules rules = Rules.of(n, r, w);
          assertThat(allMeet(groups(n, r), groups(n, w)))
              .as(rules.toString())
              .isEqualTo(rules.readsSeeWrites());
          assertThat(allMeet(groups(n, w), groups(n, w)))
              .as(rules.toString())
              .isEqualTo(rules.writesMeet());
          configurations++;
        }
      }
    }
    assertThat(configurations).isEqualTo(140);
  }

  @Test
  @DisplayName("Only quorums that meet, strictly, and a repair before the answer are linearizable")
  void linearizable() {
    assertThat(Rules.of(3, 2, 2).isLinearizable()).isTrue();
    assertThat(Rules.of(4, 3, 2).isLinearizable()).isTrue();
    assertThat(Rules.of(3, 1, 2).isLinearizable()).isFalse();
    assertThat(Rules.of(3, 2, 2).repair(Repair.LATER).isLinearizable()).isFalse();
    assertThat(Rules.of(3, 2, 2).sloppy().isLinearizable()).isFalse();
    assertThat(Rules.of(3, 2, 2).sloppy().givesOneVersion()).isFalse();
  }

  @Test
  @DisplayName("Numbers that mean nothing are refused, and it is said what is possible")
  void refused() {
    assertThatThrownBy(() -> Rules.of(0, 1, 1)).hasMessage("n is 0: give 1 or more");
    assertThatThrownBy(() -> Rules.of(3, 4, 1)).hasMessage("r is 4, of 3 copies: give 1 to 3");
    assertThatThrownBy(() -> Rules.of(3, 1, 0)).hasMessage("w is 0, of 3 copies: give 1 to 3");
    assertThatThrownBy(() -> Rules.of(3, 2, 2).compareEvery(Duration.ofSeconds(-1)))
        .hasMessage("compareEvery is PT-1S: give zero or more");
    assertThatThrownBy(() -> Rules.of(3, 2, 2).tombstonesStay(null))
        .hasMessage("tombstonesStay is null: give zero or more");
    assertThatThrownBy(() -> Rules.of(3, 2, 2).repair(null))
        .hasMessage("repair is null: give NONE, LATER or FIRST");
  }
}
