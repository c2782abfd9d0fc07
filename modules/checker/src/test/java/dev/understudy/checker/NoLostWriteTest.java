package dev.understudy.checker;

import static dev.understudy.checker.Histories.ok;
import static dev.understudy.checker.Histories.operation;
import static dev.understudy.checker.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import dev.understudy.storage.Command.Append;
import dev.understudy.storage.Command.CompareAndSet;
import dev.understudy.storage.Command.Delete;
import dev.understudy.storage.Command.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NoLostWriteTest {
  private static final Operation<Command, String> PUT_A =
      ok("alice", 1, 2, new Put("toy", "a"), null);

  @SafeVarargs
  private static List<String> lost(String found, Operation<Command, String>... operations) {
    List<Operation<Command, String>> all = new ArrayList<>();
    for (Operation<Command, String> operation : operations) {
      all.add(operation);
    }
    return NoLostWrite.violations(History.of(all), found == null ? Map.of() : Map.of("toy", found));
  }

  @Test
  @DisplayName("An acknowledged put that is not there is lost, and the line says what is there")
  void lostPut() {
    assertThat(lost("a", PUT_A)).isEmpty();
    assertThat(lost(null, PUT_A))
        .containsExactly("lost: alice [1] Put[key=toy, value=a] -> ok(null), from 0.001000 s to"
            + " 0.002000 s; key toy holds nothing");
    assertThat(lost("zzz", PUT_A)).hasSize(1);
  }

  @Test
  @DisplayName("A put that was followed is not lost, but one that was followed by an older one is")
  void followed() {
    Operation<Command, String> later = ok("bob", 3, 4, new Put("toy", "b"), "a");
    assertThat(lost("b", PUT_A, later)).isEmpty();
    assertThat(lost("a", PUT_A, later)).hasSize(1).first().asString().contains("bob [3]");
    Operation<Command, String> beside = ok("bob", 1, 4, new Put("toy", "b"), "a");
    assertThat(lost("a", PUT_A, beside)).isEmpty();
    assertThat(lost("b", PUT_A, unknown("bob", 3, new Put("toy", "b")))).isEmpty();
  }

  @Test
  @DisplayName("An append is left if its text is, or if something newer replaced all")
  void appends() {
    Operation<Command, String> append = ok("bob", 3, 4, new Append("toy", "x"), "a");
    assertThat(lost("ax", PUT_A, append)).isEmpty();
    assertThat(lost("a", PUT_A, append)).hasSize(1).first().asString().contains("Append");
    assertThat(lost("new", PUT_A, append, ok("bob", 5, 6, new Put("toy", "new"), "ax")))
        .isEmpty();
  }

  @Test
  @DisplayName("After a delete anything may be there; a failed or refused write is not looked for")
  void others() {
    assertThat(lost(null, PUT_A, ok("bob", 3, 4, new Delete("toy"), "a"))).isEmpty();
    assertThat(lost(null, operation("bob", 1, 2, new Put("toy", "a"), Outcome.fail("no"))))
        .isEmpty();
    Command swap = new CompareAndSet("toy", "a", "b");
    assertThat(lost("a", PUT_A, ok("bob", 3, 4, swap, "other"))).isEmpty();
    assertThat(lost("a", PUT_A, ok("bob", 3, 4, swap, "a"))).hasSize(1);
    assertThat(lost("b", PUT_A, ok("bob", 3, 4, swap, "a"))).isEmpty();
  }

  @Test
  @DisplayName("Replicas that differ are named with what they hold")
  void convergence() {
    assertThat(Convergence.violation(Map.of("athens", "1f", "berlin", "1f"))).isEmpty();
    assertThat(Convergence.violation(Map.of())).isEmpty();
    assertThat(Convergence.violation(Map.of("cairo", "1f", "athens", "1f", "berlin", "2e")))
        .contains("the replicas differ: athens, cairo hold 1f; berlin holds 2e");
  }
}
