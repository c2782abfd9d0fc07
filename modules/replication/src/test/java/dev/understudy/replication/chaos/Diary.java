package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.Outcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients did to the one value: every write appends a token of its own. So the value in the end
 * tells what was applied, how often and in which order, and what each operation saw tells whether they
 * were linearizable.
 */
final class Diary {
  static final String KEY = "diary";

  private static final String STAYS = "R1 what was acknowledged stays";
  private static final String APPLIED = "R6 what is committed is applied, in order and once";
  private static final String SEEN = "R2 what was acknowledged is seen by all that comes after it";

  /** An operation: its token, which is "" for a read, and what it must see. */
  private static final class Operation {
    final String token;
    final Future<Outcome<String>> outcome;
    final boolean isFlushed; // before it was acknowledged
    final int mustSee; // so many of the tokens that were promised before
    boolean isPromised;

    Operation(String token, Future<Outcome<String>> outcome, boolean isFlushed, int mustSee) {
      this.token = token;
      this.outcome = outcome;
      this.isFlushed = isFlushed;
      this.mustSee = mustSee;
    }
  }

  /** Says, when an operation has come back, whether what it did or saw must last. */
  interface Promise {
    boolean isGiven(String token);
  }

  private final List<Operation> operations = new ArrayList<>();
  private final List<String> promised = new ArrayList<>(); // tokens, in the order of their answers

  /** The token of the next write. */
  String nextToken() {
    return "<" + (operations.size() + 1) + ">";
  }

  /** An operation with this wish that began now, and which of its outcomes are promises. */
  void add(String token, Future<Outcome<String>> outcome, String wish, Promise promise) {
    boolean isFlushed = !wish.contains("written");
    Operation operation = new Operation(token, outcome, isFlushed, promised.size());
    operations.add(operation);
    outcome.onSuccess(known -> {
      operation.isPromised = known.isOk() && promise.isGiven(token);
      if (operation.isPromised && !token.isEmpty()) {
        promised.add(token);
      }
    });
  }

  boolean isComplete() {
    return operations.stream().allMatch(operation -> operation.outcome.isComplete());
  }

  /** The tokens that were acknowledged when a disk held them, and that are not in the value. */
  List<String> lost(String value) {
    return operations.stream()
        .filter(
            one -> !one.token.isEmpty() && one.isFlushed && one.outcome.result().isOk())
        .map(one -> one.token)
        .filter(token -> !value.contains(token))
        .toList();
  }

  /** Judges all operations by the value in the end. */
  void judge(String value, Sometimes sometimes) {
    List<Integer> ends = ends(value);
    for (Operation operation : operations) {
      Outcome<String> outcome = operation.outcome.result();
      if (!operation.token.isEmpty()) {
        judgeWrite(operation, outcome, value, sometimes);
      }
      if (operation.isPromised) {
        judgeSight(operation, ((Outcome.Ok<String>) outcome).value(), value, ends);
      }
    }
  }

  /** How much of the value holds none, the first, the first two and so on of what was promised. */
  private List<Integer> ends(String value) {
    List<Integer> ends = new ArrayList<>(List.of(0));
    for (String token : promised) {
      int at = value.indexOf(token);
      int end = at < 0 ? Integer.MAX_VALUE : at + token.length();
      ends.add(Math.max(end, ends.get(ends.size() - 1)));
    }
    return ends;
  }

  private static void judgeWrite(
      Operation write, Outcome<String> outcome, String value, Sometimes sometimes) {
    int times = (value.length() - value.replace(write.token, "").length()) / write.token.length();
    unless(
        times == 0 || times == 1 && !(outcome instanceof Outcome.Fail<String>),
        APPLIED,
        () -> write.token + " was applied " + times + " times, its outcome " + outcome);
    sometimes.saw(ReplicationSubject.ACKNOWLEDGED, outcome.isOk() ? 1 : 0);
    sometimes.saw(ReplicationSubject.UNKNOWN, outcome instanceof Outcome.Unknown<String> ? 1 : 0);
    boolean isLost = outcome.isOk() && times == 0;
    sometimes.saw(ReplicationSubject.LOST, isLost ? 1 : 0);
    unless(
        !isLost || !write.isPromised, STAYS, () -> write.token + " was acknowledged and is gone");
  }

  /** It stands behind all that was promised before it began, and nothing came between later. */
  private void judgeSight(Operation operation, String seen, String value, List<Integer> ends) {
    String before = seen == null ? "" : seen;
    unless(
        value.startsWith(before + operation.token),
        SEEN,
        () -> operation.token + " saw " + before + ", but in the end there is " + value);
    if (ends.get(operation.mustSee) <= before.length()) {
      return; // the end begins with what it saw, so that holds all of them
    }
    for (String token : promised.subList(0, operation.mustSee)) {
      unless(
          before.contains(token),
          SEEN,
          () -> (operation.token.isEmpty() ? "a read" : operation.token) + " did not see " + token
              + ", which was acknowledged before it began");
    }
  }
}
