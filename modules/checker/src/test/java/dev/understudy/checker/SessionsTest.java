package dev.understudy.checker;

import static dev.understudy.checker.Histories.ok;
import static dev.understudy.checker.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checker.Sessions.Guarantee;
import dev.understudy.storage.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Command GET = new Command.Get("toy");
  private static final Command PUT_A = new Command.Put("toy", "a");
  private static final Command PUT_B = new Command.Put("toy", "b");
  private static final Operation<Command, String> BOB_PUTS_B = ok("bob", 1, 2, PUT_B, null);

  private static List<Sessions.Violation> violations(
      Operation<Command, String> one, Operation<Command, String> other) {
    return Sessions.violations(
        History.of(List.of(one, other, BOB_PUTS_B)), Map.of("toy", List.of("a", "b")));
  }

  /** Alice did these, of which exactly one guarantee is broken. */
  private static void assertBroken(
      Guarantee guarantee, Operation<Command, String> one, Operation<Command, String> other) {
    List<Sessions.Violation> violations = violations(one, other);
    assertThat(violations).extracting(Sessions.Violation::guarantee).containsExactly(guarantee);
    assertThat(violations.get(0).earlier()).isEqualTo(one);
    assertThat(violations.get(0).later()).isEqualTo(other);
    assertThat(violations.get(0).text()).contains("first alice [3]", "then alice [5]");
  }

  @Test
  @DisplayName("Each history breaks one guarantee, and only that one")
  void eachAlone() {
    assertBroken(
        Guarantee.READ_YOUR_WRITES, ok("alice", 3, 4, PUT_B, null), ok("alice", 5, 6, GET, "a"));
    assertBroken(
        Guarantee.MONOTONIC_READS, ok("alice", 3, 4, GET, "b"), ok("alice", 5, 6, GET, "a"));
    assertBroken(
        Guarantee.MONOTONIC_READS, ok("alice", 3, 4, GET, "a"), ok("alice", 5, 6, GET, null));
    assertBroken(
        Guarantee.MONOTONIC_WRITES, ok("alice", 3, 4, PUT_B, null), ok("alice", 5, 6, PUT_A, null));
    assertBroken(
        Guarantee.WRITES_FOLLOW_READS, ok("alice", 3, 4, GET, "b"), ok("alice", 5, 6, PUT_A, null));
  }

  @Test
  @DisplayName("What stays the same or becomes newer is in order")
  void inOrder() {
    assertThat(violations(ok("alice", 3, 4, PUT_A, null), ok("alice", 5, 6, GET, "b")))
        .isEmpty();
    assertThat(violations(ok("alice", 3, 4, GET, "a"), ok("alice", 5, 6, GET, "a")))
        .isEmpty();
    assertThat(violations(ok("alice", 3, 4, GET, null), ok("alice", 5, 6, PUT_A, "b")))
        .isEmpty();
  }

  @Test
  @DisplayName(
      "Another client, an operation that still runs, or one without an answer is no session")
  void noSession() {
    assertThat(violations(ok("alice", 3, 4, GET, "b"), ok("carol", 5, 6, GET, "a")))
        .isEmpty();
    assertThat(violations(ok("alice", 3, 6, GET, "b"), ok("alice", 5, 7, GET, "a")))
        .isEmpty();
    assertThat(violations(unknown("alice", 3, PUT_B), ok("alice", 5, 6, GET, "a")))
        .isEmpty();
  }

  @Test
  @DisplayName("A value that is not in the order of its key cannot be judged")
  void unknownValue() {
    assertThatThrownBy(
            () -> violations(ok("alice", 3, 4, GET, "b"), ok("alice", 5, 6, GET, "never")))
        .hasMessageContaining("the order of the values of key toy does not have \"never\"");
  }
}
