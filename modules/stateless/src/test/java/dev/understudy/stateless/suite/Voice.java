package dev.understudy.stateless.suite;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node without a will: says what the suite tells it to, and remembers what it heard. */
final class Voice extends Node {
  /** What it heard, oldest first. */
  record State(List<Object> heard) {}

  private static final Duration A_MOMENT = Duration.ofMillis(30);

  private final List<Object> heard = new ArrayList<>();

  @Override
  protected Handlers handlers() {
    Handlers handlers = Handlers.of(ClientMessage.class);
    for (Class<?> type : ClientMessage.class.getPermittedSubclasses()) {
      handlers.on(type, this::remember);
    }
    return handlers;
  }

  private void remember(String from, Object message) {
    heard.add(message);
  }

  /** Says all of this in one turn, waits a moment, and returns the answers that were heard since. */
  List<Done> tell(Cluster cluster, String to, Record... messages) {
    int before = heard.size();
    Future<Void> said = begin(promise -> {
      List.of(messages).forEach(message -> send(to, message));
      promise.complete();
    });
    cluster.await(said);
    cluster.runFor(A_MOMENT);
    return heard.subList(before, heard.size()).stream()
        .filter(Done.class::isInstance)
        .map(Done.class::cast)
        .toList();
  }

  /** The requests that were heard so far, oldest first. */
  List<Request> requests() {
    return heard.stream()
        .filter(Request.class::isInstance)
        .map(Request.class::cast)
        .toList();
  }

  /** The newest request. */
  Request newest() {
    List<Request> requests = requests();
    return requests.get(requests.size() - 1);
  }

  @Override
  public State state() {
    return new State(List.copyOf(heard));
  }
}
