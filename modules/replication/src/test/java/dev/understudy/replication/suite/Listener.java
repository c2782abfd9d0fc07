package dev.understudy.replication.suite;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.standby.StandbyMessage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A member without a will: says what the suite tells it to, and remembers what it heard. */
final class Listener extends Node {
  private static final List<Class<?>> FAMILIES =
      List.of(ReplicationMessage.class, StandbyMessage.class, ClientMessage.class);

  /** What it heard, oldest first. */
  record State(List<Object> heard) {}

  private final List<Object> heard = new ArrayList<>();

  /** All messages there are, also those that no class on trial needs to know. */
  @Override
  protected Handlers handlers() {
    Handlers handlers = Handlers.of();
    for (Class<?> family : FAMILIES) {
      for (Class<?> type : family.getPermittedSubclasses()) {
        handlers.on(type, this::remember);
      }
    }
    return handlers;
  }

  private void remember(String from, Object message) {
    heard.add(message);
  }

  /** Says all of this in one turn. */
  Future<Void> say(String to, List<? extends Record> messages) {
    return begin(promise -> {
      messages.forEach(message -> send(to, message));
      promise.complete();
    });
  }

  @Override
  public State state() {
    return new State(List.copyOf(heard));
  }
}
