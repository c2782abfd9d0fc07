package dev.understudy.checker;

import static dev.understudy.checker.Histories.judge;
import static dev.understudy.checker.Histories.ok;
import static dev.understudy.checker.Histories.operation;
import static dev.understudy.checker.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checker.Verdict.Linearizable;
import dev.understudy.checker.Verdict.NotLinearizable;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import dev.understudy.storage.Command.Append;
import dev.understudy.storage.Command.CompareAndSet;
import dev.understudy.storage.Command.Delete;
import dev.understudy.storage.Command.Get;
import dev.understudy.storage.Command.Put;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  private static final Command GET = new Get("toy");
  private static final Command PUT_A = new Put("toy", "a");
  private static final Command PUT_B = new Put("toy", "b");

  @SafeVarargs
  private static void assertYes(Operation<Command, String>... operations) {
    assertThat(judge(operations)).isEqualTo(new Linearizable());
  }

  @SafeVarargs
  private static NotLinearizable no(Operation<Command, String>... operations) {
    Verdict verdict = judge(operations);
    assertThat(verdict).as(verdict.text()).isInstanceOf(NotLinearizable.class);
    return (NotLinearizable) verdict;
  }

  @Test
  @DisplayName("A read that began after a write had returned must see it")
  void staleRead() {
    assertYes(ok("alice", 1, 2, PUT_A, null), ok("bob", 3, 4, GET, "a"));
    no(ok("alice", 1, 2, PUT_A, null), ok("bob", 3, 4, GET, null));
  }

  @Test
  @DisplayName("A read beside a write may see it or not, but not first see it and then not")
  void concurrentRead() {
    Operation<Command, String> write = ok("alice", 1, 9, PUT_A, null);
    assertYes(write, ok("bob", 2, 3, GET, null), ok("bob", 4, 5, GET, "a"));
    no(write, ok("bob", 2, 3, GET, "a"), ok("bob", 4, 5, GET, null));
  }

  @Test
  @DisplayName("Of two writes that found the same value one was lost")
  void lostUpdate() {
    no(ok("alice", 1, 5, PUT_A, null), ok("bob", 2, 6, PUT_B, null));
    assertYes(ok("alice", 1, 5, PUT_A, "b"), ok("bob", 2, 6, PUT_B, null));
  }

  @Test
  @DisplayName("Two that swap the same value cannot both have won")
  void doubleSwap() {
    Command swap = new CompareAndSet("toy", null, "a");
    no(ok("alice", 1, 5, swap, null), ok("bob", 2, 6, swap, null));
    assertYes(ok("alice", 1, 5, swap, null), ok("bob", 2, 6, swap, "a"));
  }

  @Test
  @DisplayName("A write of unknown outcome may become visible long after its client gave up")
  void lateWrite() {
    Operation<Command, String> late = operation("alice", 1, 2, PUT_A, Outcome.unknown("silence"));
    assertYes(late, ok("bob", 5, 6, GET, null), ok("bob", 7, 8, GET, "a"));
    assertYes(late, ok("bob", 5, 6, GET, null), ok("bob", 7, 8, GET, null));
    no(late, ok("bob", 5, 6, GET, "a"), ok("bob", 7, 8, GET, null));
  }

  @Test
  @DisplayName("A write without an answer may be visible, but only after it was called")
  void openWrite() {
    assertYes(unknown("alice", 1, PUT_A), ok("bob", 2, 3, GET, "a"));
    no(unknown("alice", 4, PUT_A), ok("bob", 2, 3, GET, "a"));
  }

  @Test
  @DisplayName("A failed write must never be seen")
  void failedWrite() {
    Operation<Command, String> failed = operation("alice", 1, 2, PUT_A, Outcome.fail("refused"));
    assertYes(failed, ok("bob", 3, 4, GET, null));
    no(failed, ok("bob", 3, 4, GET, "a"));
  }

  @Test
  @DisplayName("An append that was applied twice is seen")
  void duplicateAppend() {
    Operation<Command, String> once = ok("alice", 1, 2, new Append("toy", "x"), null);
    assertYes(once, ok("bob", 3, 4, GET, "x"));
    no(once, ok("bob", 3, 4, GET, "xx"));
    assertYes(once, unknown("carol", 1, new Append("toy", "x")), ok("bob", 3, 4, GET, "xx"));
  }

  @Test
  @DisplayName("What was deleted stays away")
  void deleted() {
    Operation<Command, String> put = ok("alice", 1, 2, PUT_A, null);
    Operation<Command, String> delete = ok("alice", 3, 4, new Delete("toy"), "a");
    assertYes(put, delete, ok("bob", 5, 6, GET, null));
    no(put, delete, ok("bob", 5, 6, GET, "a"));
  }

  @Test
  @DisplayName("Keys are judged one by one, and the failure names its key")
  void keys() {
    Operation<Command, String> other = ok("alice", 1, 2, new Put("ball", "a"), null);
    assertYes(other, ok("bob", 3, 4, GET, null));
    assertThat(no(other, ok("bob", 3, 4, GET, "a")).key()).isEqualTo("toy");
  }

  @Test
  @DisplayName("A failure shows how far an order got, and what could not come next")
  void explanation() {
    NotLinearizable no = no(
        ok("alice", 1, 2, PUT_A, null), ok("alice", 3, 4, PUT_B, "a"), ok("bob", 5, 6, GET, "a"));
    assertThat(no.placed()).extracting(one -> (Object) one.command()).containsExactly(PUT_A, PUT_B);
    assertThat(no.stuck()).extracting(Operation::client).containsExactly("bob");
    assertThat(no.text())
        .contains("key 'toy' is not linearizable")
        .contains("The key is now \"b\"")
        .contains("bob [5] Get[key=toy] -> ok(a), from 0.005000 s to 0.006000 s");
  }

  @Test
  @DisplayName("Of several keys that fail the first by name is told")
  void firstFailure() {
    NotLinearizable no = no(ok("alice", 1, 2, new Get("zebra"), "x"), ok("bob", 1, 2, GET, "x"));
    assertThat(no.key()).isEqualTo("toy");
  }

  /** A hard history: so many concurrent writes of which nothing is known, and a read that lies. */
  private static History<Command, String> hard(int writes) {
    List<Operation<Command, String>> operations = new ArrayList<>();
    for (int i = 0; i < writes; i++) {
      operations.add(unknown("client" + i, 1, new Append("toy", i + " ")));
    }
    operations.add(ok("bob", 2, 3, GET, "never"));
    return History.of(operations);
  }

  @Test
  @DisplayName("A search that is given up says unknown, never yes; with more steps it is no")
  void budget() {
    History<Command, String> hard = hard(6);
    Verdict verdict = Linearizability.check(hard, new KeyValueModel(), 100);
    assertThat(verdict).isEqualTo(new Verdict.Unknown("key 'toy' was given up after 100 steps"));
    assertThat(Linearizability.check(hard)).isInstanceOf(NotLinearizable.class);
    assertThatThrownBy(() -> Linearizability.check(hard, new KeyValueModel(), 0))
        .hasMessage("a search needs 1 step or more, but got 0");
  }

  @Test
  @DisplayName("A key that failed counts more than one that was given up")
  void failureBeforeUnknown() {
    List<Operation<Command, String>> operations = new ArrayList<>(hard(12).operations());
    operations.add(ok("carol", 1, 2, new Get("zebra"), "stripes"));
    assertThat(Linearizability.check(History.of(operations), new KeyValueModel(), 100))
        .isInstanceOf(NotLinearizable.class);
  }

  @Test
  @DisplayName(
      "A long history takes no deep stack: a hundred thousand operations, one after another")
  void longHistory() {
    List<Operation<Command, String>> operations = new ArrayList<>();
    for (int i = 1; i <= 100_000; i++) {
      String before = i == 1 ? null : "" + (i - 1);
      operations.add(ok(
          "alice",
          2 * i,
          2 * i + 1,
          new Put("toy" + i % 50, "" + i),
          i <= 50 ? null : "" + (i - 50)));
    }
    assertThat(Linearizability.check(History.of(operations))).isEqualTo(new Linearizable());
  }

  @Test
  @DisplayName("Two operations of one number are refused, for nobody could tell them apart")
  void duplicateNumber() {
    Operation<Command, String> one = ok("alice", 1, 2, PUT_A, null);
    assertThatThrownBy(() -> History.of(List.of(one, one)))
        .hasMessage("two operations are number 1 of alice: a client counts its operations");
  }

  @Test
  @DisplayName("What ends and what begins at one instant may have come in either order")
  void sameInstant() {
    assertYes(ok("alice", 1, 2, PUT_A, null), ok("bob", 2, 3, GET, null));
    assertThat(Duration.ofMillis(2)).isEqualTo(ok("bob", 2, 3, GET, null).called());
  }
}
