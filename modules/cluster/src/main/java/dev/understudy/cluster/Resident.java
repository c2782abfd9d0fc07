package dev.understudy.cluster;

import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

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
  private record Asked(Command command, Promise<Outcome<String>> promise) {}

  private final Node node;
  private final String name;
  private final Map<Long, Asked> asked = new LinkedHashMap<>(); // volatile, oldest first
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
    node.onLoop(() -> ask(new Asked(command, promise)));
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
    }
  }

  private void ask(Asked call) {
    asked.put(++sequence, call);
    if (node.isTraced()) {
      node.record(new TraceEvent.ClientCalled(node.at(), node.self(), sequence, call.command()));
    }
    if (overdue == 0) {
      setDeadline();
    }
    node.hear(name, new Request(name, sequence, call.command()));
  }

  /** One timer for all: a timer for each operation would cost more than the operation. */
  private void setDeadline() {
    overdue = sequence;
    node.setTimer("resident", Client.DEADLINE, this::giveUp);
  }

  private void giveUp() {
    Iterator<Map.Entry<Long, Asked>> oldest = asked.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Long, Asked> call = oldest.next();
      if (call.getKey() > overdue) {
        break;
      }
      oldest.remove();
      String silence = "no answer within " + Client.DEADLINE.toSeconds() + " s";
      boolean isReadOnly = call.getValue().command().isReadOnly();
      complete(
          call.getKey(),
          call.getValue(),
          isReadOnly ? Outcome.fail(silence) : Outcome.unknown(silence));
    }
    overdue = 0;
    if (!asked.isEmpty()) {
      setDeadline();
    }
  }

  private void finish(long number, Outcome<String> outcome) {
    Asked call = asked.remove(number);
    if (call != null) {
      complete(number, call, outcome);
    }
  }

  private void complete(long number, Asked call, Outcome<String> outcome) {
    if (node.isTraced()) {
      node.record(
          new TraceEvent.ClientReturned(node.at(), node.self(), number, outcome.isOk(), outcome));
    }
    call.promise().complete(outcome);
  }
}
