package dev.understudy.quorum;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.quorum.QuorumMessage.Branches;
import dev.understudy.quorum.QuorumMessage.Consent;
import dev.understudy.quorum.QuorumMessage.Found;
import dev.understudy.quorum.QuorumMessage.Leaves;
import dev.understudy.quorum.QuorumMessage.Proposal;
import dev.understudy.quorum.QuorumMessage.Read;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import dev.understudy.quorum.QuorumMessage.Survey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Says what the test tells it to, and remembers what it heard. */
public final class Scripted extends Node {
  /** What it heard, oldest first. */
  public record State(List<Record> heard) {}

  private final List<Record> heard = new ArrayList<>();

  @Override
  protected Handlers handlers() {
    return Handlers.of(QuorumMessage.class, ClientMessage.class)
        .on(Survey.class, this::remember)
        .on(Standing.class, this::remember)
        .on(Proposal.class, this::remember)
        .on(Consent.class, this::remember)
        .on(Store.class, this::remember)
        .on(Stored.class, this::remember)
        .on(Read.class, this::remember)
        .on(Found.class, this::remember)
        .on(Branches.class, this::remember)
        .on(Leaves.class, this::remember)
        .on(Done.class, this::remember)
        .on(Rejected.class, this::remember)
        .answers(Request.class, NotLeader.class, Busy.class);
  }

  private void remember(String from, Record message) {
    heard.add(message);
  }

  /** Says this to a node. */
  public Future<Void> say(String to, Record message) {
    return begin(promise -> {
      send(to, message);
      promise.complete();
    });
  }

  @Override
  public State state() {
    return new State(List.copyOf(heard));
  }
}
