package dev.understudy.stateless;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import dev.understudy.storage.ExactlyOnceStore.Session;
import java.util.List;
import java.util.SortedMap;

/**
 * A lone node with state. What it acknowledges is on its disk, and it knows every request by client
 * and number: what comes again is answered as the first time and not applied again. While it is down
 * nobody can take its place, and what its disk loses is lost.
 */
public class Database extends Node {
  /** What others may see of a database: its content, and what it remembers of each client. */
  public record State(SortedMap<String, String> content, SortedMap<String, Session> sessions) {}

  private ExactlyOnceStore store; // volatile: what the disk holds is applied again

  @Override
  protected Handlers handlers() {
    return Handlers.of(ClientMessage.class)
        .on(Request.class, this::onRequest)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    store = new ExactlyOnceStore();
    store = recovered(loadLog(Request.class));
  }

  private void onRequest(String from, Request request) {
    Answer answer = apply(request);
    if (answer instanceof Answer.Applied now) {
      if (!request.command().isReadOnly()) {
        append(request); // with client and number: the table of sessions is rebuilt from them
      }
      reply(new Done(request.sequence(), now.result()));
    } else if (answer instanceof Answer.Repeated before) {
      trace("knows " + request.client() + " " + request.sequence() + ", answers as before");
      reply(new Done(request.sequence(), resultOf(before)));
    } else {
      trace("ignores " + request.client() + " " + request.sequence() + ", its client has gone on");
    }
  }

  /** Applies a request if it is new (X1). */
  protected Answer apply(Request request) {
    return store.apply(request.client(), request.sequence(), request.command());
  }

  /** Content and sessions as a crash has left them: what is on the disk, applied again (X1, X3). */
  protected ExactlyOnceStore recovered(List<Request> saved) {
    saved.forEach(this::apply);
    return store;
  }

  /** What a client is told that asks again (X2). */
  protected String resultOf(Answer.Repeated before) {
    return before.result();
  }

  @Override
  public State state() {
    return new State(store.snapshot(), store.sessions());
  }
}
