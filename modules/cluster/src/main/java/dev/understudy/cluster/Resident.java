package dev.understudy.cluster;

import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;

/**
 * A client that lives in the node it asks: neither its requests nor the answers travel. It is told
 * nothing earlier than others are: what an answer is about is durable, and as far replicated as the
 * protocol promises. Its requests share the turns and the flushes of the node.
 *
 * <p>It may have many operations under way, and asks for each of them once, since there is nobody else
 * to ask: where its node does not lead, they fail. One that is not answered within {@link
 * Client#DEADLINE}, or at the latest within twice that, has failed if it only reads, and is unknown
 * if it writes.
 */
public final class Resident {
  private record Asked(long number, Command command, Promise<Outcome<String>> promise) {}

  private final Node node;
  private final String name;
  private final ArrayDeque<Asked> asked = new ArrayDeque<>(); // volatile, oldest first
  private long sequence; // volatile: the next incarnation's resident has another name
  private long overdue; // volatile: asked up to here before the deadline was set; 0 if none is set

  /** A resident by whose name members know its operations. */
  Resident(Node node, String name) {
    this.node = node;
    this.name = name;
  }

  /**
   * Asks for a command, in the node's next turn when called on the node's own loop, where the future
   * completes. It succeeds with what is known of the outcome, and stays open only if the node crashes.
   */
  public Future<Outcome<String>> execute(Command command) {
    Promise<Outcome<String>> promise = Promise.promise();
    if (node.isOnLoop()) {
      ask(command, promise);
    } else {
      node.onLoop(() -> ask(command, promise));
    }
    return promise.future();
  }

  boolean isCalled(String someone) {
    return name.equals(someone);
  }

  /** Hears what its node says to it, when that is durable. */
  void hear(Object message) {
    if (message instanceof Done done) {
      finish(done.sequence(), Outcome.ok(done.result()));
    } else if (message instanceof NotLeader other) {
      finish(
          other.sequence(),
          Outcome.fail(node.self() + " does not lead"
              + (other.leader().isEmpty() ? "" : ": ask " + other.leader())));
    } else if (message instanceof Rejected rejected) {
      finish(rejected.sequence(), Outcome.fail(rejected.reason()));
    } else if (message instanceof Busy busy) {
      finish(
          busy.sequence(),
          Outcome.fail(node.self() + " is busy, " + busy.waiting() + " wait: ask again later"));
    }
  }

  private void ask(Command command, Promise<Outcome<String>> promise) {
    asked.add(new Asked(++sequence, command, promise));
    if (node.isTraced()) {
      node.record(new TraceEvent.ClientCalled(node.at(), node.self(), sequence, command));
    }
    if (overdue == 0) {
      setDeadline();
    }
    node.hear(name, new Request(name, sequence, command));
  }

  /** One timer for all: a timer for each operation would cost more than the operation. */
  private void setDeadline() {
    overdue = sequence;
    node.setTimer("resident", Client.DEADLINE, this::giveUp);
  }

  private void giveUp() {
    while (!asked.isEmpty() && asked.peek().number() <= overdue) {
      Asked call = asked.poll();
      String silence = "no answer within " + Client.DEADLINE.toSeconds() + " s";
      complete(
          call, call.command().isReadOnly() ? Outcome.fail(silence) : Outcome.unknown(silence));
    }
    overdue = 0;
    if (!asked.isEmpty()) {
      setDeadline();
    }
  }

  /** Answers come in the order of the questions, but for a refusal, which may overtake them. */
  private void finish(long number, Outcome<String> outcome) {
    Asked oldest = asked.peek();
    if (oldest != null && oldest.number() == number) {
      complete(asked.poll(), outcome);
      return;
    }
    for (Asked call : asked) {
      if (call.number() == number) {
        asked.remove(call);
        complete(call, outcome);
        return;
      }
    }
  }

  private void complete(Asked call, Outcome<String> outcome) {
    if (node.isTraced()) {
      node.record(new TraceEvent.ClientReturned(
          node.at(), node.self(), call.number(), outcome.isOk(), outcome));
    }
    call.promise().complete(outcome);
  }
}
