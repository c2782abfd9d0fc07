package dev.understudy.quorum;

import dev.understudy.cluster.Outcome;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One round of a task: a question to every owner of its key, and with a sloppy quorum to those who
 * stand in for silent ones.
 */
final class Asking<A extends Record> {
  /** After so long another node stands in for a silent one, if the quorum is sloppy. */
  static final Duration SILENCE = Duration.ofMillis(60);

  private final Keeper keeper;
  private final Rules rules;
  private final Task task;
  private final String round;
  private final Ballot ballot;
  private final Function<String, Record> message;
  private final Class<A> type;
  private final BiConsumer<String, A> then;
  private Iterator<String> spare;

  /**
   * A round of this task.
   *
   * @param message what is said to a node that stands in for this owner; "" if it is one itself
   */
  Asking(
      Keeper keeper,
      Rules rules,
      Task task,
      Function<String, Record> message,
      Class<A> type,
      BiConsumer<String, A> then) {
    this.keeper = keeper;
    this.rules = rules;
    this.task = task;
    this.message = message;
    this.type = type;
    this.then = then;
    round = task.round();
    ballot = task.ballot();
  }

  /** Asks all owners of the task's key. */
  void all() {
    List<String> ring = keeper.ring(task.key());
    spare = ring.subList(rules.n(), ring.size()).iterator();
    for (String owner : ring.subList(0, rules.n())) {
      ask(owner, owner);
    }
  }

  private void ask(String node, String owner) {
    Record said = message.apply(node.equals(owner) ? "" : owner);
    Duration patience = rules.isSloppy() ? SILENCE : Coordinator.PATIENCE;
    keeper.question(node, said, patience, type, outcome -> {
      if (outcome instanceof Outcome.Ok<A> ok) {
        heard(node, ok.value());
      } else if (rules.isSloppy() && spare.hasNext()) {
        ask(spare.next(), owner);
      }
    });
  }

  /** What comes when the task has gone on is not heard. */
  private void heard(String node, A answer) {
    if (task.isIn(round) && task.ballot().equals(ballot)) {
      then.accept(node, answer);
    }
  }
}
