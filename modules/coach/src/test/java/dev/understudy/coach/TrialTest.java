package dev.understudy.coach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrialTest {
  @Test
  @DisplayName(
      "A story is told with every seed, and what breaks in it says seed and time and shows it")
  void failure() {
    List<Long> seeds = new ArrayList<>();
    TrialFailure failure = catchThrowableOfType(
        TrialFailure.class,
        () -> Trial.withSeeds(5, cluster -> {
          seeds.add(cluster.trace().seed());
          cluster.client("alice");
          cluster.runFor(Duration.ofMillis(10));
          InvariantBroken.unless(seeds.size() < 3, "X1 never", "three");
        }));
    assertThat(seeds).containsExactly(1L, 2L, 3L);
    assertThat(failure.getMessage())
        .matches("X1 never — but three \\[seed 3, virtual time 0\\.01\\d+ s\\]");
    assertThat(failure.seed()).isEqualTo(3);
    assertThat(failure.trace().text()).contains("alice");
  }

  @Test
  @DisplayName(
      "A story of one disk is told on a fresh one for each seed and place, and shows its life")
  void disks() {
    List<String> told = new ArrayList<>();
    TrialFailure failure = catchThrowableOfType(
        TrialFailure.class,
        () -> Trial.onDisksEverywhere(3, (disk, place) -> {
          told.add(disk.trace().seed() + "/" + place + "/" + disk.list().size());
          disk.open("diary");
          InvariantBroken.unless(told.size() < 5, "X1 never", "five");
          return place < 2;
        }));
    assertThat(told).containsExactly("1/0/0", "1/1/0", "1/2/0", "2/0/0", "2/1/0");
    assertThat(failure).hasMessage("X1 never — but five [seed 2, virtual time 0.001000 s]");
    assertThat(failure.seed()).isEqualTo(2);
    assertThat(failure.trace().text()).contains("Create[file=diary]");
    List<Long> seeds = new ArrayList<>();
    Trial.onDisks(3, disk -> seeds.add(disk.trace().seed()));
    assertThat(seeds).containsExactly(1L, 2L, 3L);
  }

  @Test
  @DisplayName(
      "A node that breaks an invariant is told in its words, one that stumbles by the exception")
  void insideNodes() {
    for (RuntimeException thrown : List.of(
        new InvariantBroken("X1 never", "here"), new UnsupportedOperationException("odd"))) {
      TrialFailure failure = catchThrowableOfType(
          TrialFailure.class,
          () -> Trial.withSeeds(1, cluster -> {
            cluster.start(() -> new Stumbling(thrown), "athens");
            cluster.runFor(Duration.ofSeconds(1));
          }));
      assertThat(failure.getMessage())
          .startsWith(
              thrown instanceof InvariantBroken
                  ? "X1 never — but here [seed 1, virtual time "
                  : "a verticle failed: java.lang.UnsupportedOperationException: odd [seed 1, ");
    }
  }

  private static final class Stumbling extends Node {
    record State() {}

    private final RuntimeException thrown;

    Stumbling(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of();
    }

    @Override
    protected void onStart() {
      setTimer("stumble", Duration.ofMillis(1), () -> {
        throw thrown;
      });
    }

    @Override
    public State state() {
      return new State();
    }
  }
}
