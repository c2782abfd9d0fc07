package dev.understudy.chaos;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import java.util.List;
import java.util.TreeSet;

/** A node that keeps the numbers of all requests it has answered. */
class Keeper extends Node {
  record Kept(long number) {}

  record State(List<Long> numbers) {}

  private final TreeSet<Long> numbers = new TreeSet<>(); // durable, each as an entry

  @Override
  protected Handlers handlers() {
    return Handlers.of(ClientMessage.class)
        .on(Request.class, this::onRequest)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    loadLog(Kept.class).forEach(kept -> numbers.add(kept.number()));
  }

  private void onRequest(String client, Request request) {
    append(new Kept(request.sequence()));
    numbers.add(request.sequence());
    reply(new Done(request.sequence(), null));
  }

  @Override
  public State state() {
    return new State(List.copyOf(numbers));
  }

  /** Answers before its disk has the number. */
  static final class Hasty extends Keeper {
    @Override
    protected boolean speaksBeforeFlush() {
      return true;
    }
  }
}
