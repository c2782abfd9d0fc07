package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The example of the package's documentation: a model of one's own. */
class OwnModelTest {
  /** A counter that is asked to add, and answers with the sum. */
  record Counter() implements Model<Integer, Integer, Integer> {
    @Override
    public Integer initial() {
      return 0;
    }

    @Override
    public Optional<Integer> step(Integer sum, Integer added, Outcome<Integer> outcome) {
      int after = sum + added;
      boolean isPossible = !outcome.isOk() || outcome.equals(Outcome.ok(after));
      return isPossible ? Optional.of(after) : Optional.empty();
    }
  }

  private static Operation<Integer, Integer> add(String client, int called, int added, int sum) {
    return new Operation<>(
        client,
        1,
        added,
        Outcome.ok(sum),
        Duration.ofMillis(called),
        Duration.ofMillis(called + 2));
  }

  private static Verdict judge(List<Operation<Integer, Integer>> operations) {
    return Linearizability.check(History.of(operations), new Counter(), Linearizability.MOST_STEPS);
  }

  @Test
  @DisplayName("A model of one's own needs a first state and a step")
  void counter() {
    assertThat(judge(List.of(add("alice", 1, 5, 7), add("bob", 2, 2, 2))))
        .isEqualTo(new Verdict.Linearizable());
    assertThat(judge(List.of(add("alice", 1, 5, 7), add("bob", 9, 2, 2))))
        .isInstanceOf(Verdict.NotLinearizable.class);
  }

  @Test
  @DisplayName("A model without end is given up when it has too many states, not when memory ends")
  void tooManyStates() {
    Model<Long, String, String> endless = new Model<>() {
      @Override
      public Long initial() {
        return 1L;
      }

      @Override
      public Optional<Long> step(Long state, String command, Outcome<String> outcome) {
        boolean isLast = command.equals("last");
        return isLast ? Optional.empty() : Optional.of(state * 31 + command.hashCode());
      }
    };
    List<Operation<String, String>> operations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      operations.add(new Operation<>(
          "c" + i, 1, "step " + i, Outcome.ok(""), Duration.ZERO, Duration.ofMillis(9)));
    }
    operations.add(
        new Operation<>("last", 1, "last", Outcome.ok(""), Duration.ZERO, Duration.ofMillis(9)));
    Verdict verdict =
        Linearizability.check(History.of(operations), endless, Linearizability.MOST_STEPS);
    assertThat(verdict)
        .isEqualTo(new Verdict.Unknown("key 'all' was given up after 1048576 states"));
  }
}
