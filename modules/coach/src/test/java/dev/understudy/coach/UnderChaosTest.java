package dev.understudy.coach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import dev.understudy.coach.Verdict.Failure;
import dev.understudy.sim.RandomStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnderChaosTest {
  private static final String NOBODY = "T1 nobody is called who is not there";

  private static long firstFailing(Subject subject) {
    long seed = 1;
    while (ChaosRun.of(subject, Swarm.draw(subject, seed)).violation().isEmpty()) {
      seed++;
    }
    return seed;
  }

  private static TrialFailure failure(Subject subject) {
    return catchThrowableOfType(TrialFailure.class, () -> Trial.underChaos(50, subject));
  }

  @Test
  @DisplayName("What chaos has broken is told in words and as the few steps that it takes")
  void told() {
    Subject subject = new Called(() -> false);
    TrialFailure failure = failure(subject);
    assertThat(failure.seed()).isEqualTo(firstFailing(subject));
    assertThat(failure.getMessage().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo(NOBODY + " — but athens is called and is down"),
            line -> assertThat(line).isEqualTo("  subject  called, 1 node"),
            line -> assertThat(line).matches("  seed     \\d+, noticed at 0\\.\\d+ s"),
            line -> assertThat(line)
                .matches(
                    "  shrunk   from \\d+ steps on 1 node to 2 steps on 1 node, in \\d+ runs.*"),
            line -> assertThat(line).contains(" athens"),
            line -> assertThat(line).contains("somebody calls"),
            line -> assertThat(line).contains("all is healed"));
  }

  @Test
  @DisplayName("What is shown is the small run, and the seed leads to the same text again")
  void shown() {
    TrialFailure failure = failure(new Called(() -> false));
    assertThat(failure.trace().events().size()).isLessThan(20);
    Failure learners = Failures.of(failure, Calling.class.getName(), "E99 called");
    assertThat(learners.text()).isEqualTo(failure.getMessage());
    assertThat(learners.seed()).contains(failure.seed());
    assertThat(learners.place()).startsWith("UnderChaosTest.java:");
    assertThat(learners.picture()).contains("E99 called, seed " + failure.seed());
    assertThat(failure(new Called(() -> false))).hasMessage(failure.getMessage());
  }

  @Test
  @DisplayName("What happens once and not again with the same seed is told as just that")
  void notDeterministic() {
    boolean[] wasThrown = {false};
    TrialFailure failure = failure(new Called(() -> {
      boolean before = wasThrown[0];
      wasThrown[0] = true;
      return before;
    }));
    assertThat(failure)
        .hasMessageStartingWith("M1 the same seed gives the same run — but this happened once")
        .hasMessageContaining(NOBODY);
  }

  @Test
  @DisplayName("A subject that keeps its promises passes")
  void passes() {
    assertThat(failure(new Called(() -> true))).isNull();
  }

  private sealed interface Act {
    /** Somebody calls athens. */
    record Call() implements Act {}
  }

  private static final class Idle extends Node {
    record State() {}

    @Override
    protected Handlers handlers() {
      return Handlers.of();
    }

    @Override
    public State state() {
      return new State();
    }
  }

  /** Athens is called, and is to be there, unless it is excused. */
  private record Called(BooleanSupplier isExcused) implements Subject {
    @Override
    public String name() {
      return "called";
    }

    @Override
    public List<Integer> sizes() {
      return List.of(1);
    }

    @Override
    public List<String> bystanders() {
      return List.of("alice");
    }

    @Override
    public Budget budget() {
      return Budget.all();
    }

    @Override
    public Class<?> acts() {
      return Act.class;
    }

    @Override
    public Record drawAct(RandomStream random) {
      return new Act.Call();
    }

    @Override
    public String words(Record act) {
      return "somebody calls";
    }

    @Override
    public List<String> hopes() {
      return List.of();
    }

    @Override
    public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
      cluster.start(Idle::new, nodes.get(0));
      cluster.client("alice");
      return new Calling(cluster, nodes.get(0), isExcused);
    }
  }

  private record Calling(Cluster cluster, String node, BooleanSupplier isExcused)
      implements Subject.Play {
    @Override
    public void act(Record act) {
      InvariantBroken.unless(
          cluster.isRunning(node) || isExcused.getAsBoolean(),
          NOBODY,
          node + " is called and is down");
    }

    @Override
    public void check() {}

    @Override
    public void judge(List<String> core) {}
  }
}
