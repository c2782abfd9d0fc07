package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.ReplicationMessage.Admit;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.CatchingUp;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Diverged;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Introduce;
import dev.understudy.replication.ReplicationMessage.Introduced;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.NotSwitched;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import dev.understudy.replication.ReplicationMessage.SnapshotWanted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.replication.ReplicationMessage.Switch;
import dev.understudy.replication.ReplicationMessage.Switched;
import dev.understudy.replication.ReplicationMessage.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A member without a will: says what the test tells it to, and remembers what it heard. */
final class Scripted extends Node {
  /** What it heard, oldest first. */
  record State(List<Record> heard) {}

  private final List<Record> heard = new ArrayList<>();

  @Override
  protected Handlers handlers() {
    return Handlers.of(ReplicationMessage.class, ClientMessage.class)
        .on(Append.class, this::remember)
        .on(Flushed.class, this::remember)
        .on(Missing.class, this::remember)
        .on(Diverged.class, this::remember)
        .on(SnapshotOffer.class, this::remember)
        .on(SnapshotWanted.class, this::remember)
        .on(SnapshotChunk.class, this::remember)
        .on(Written.class, this::remember)
        .on(Configure.class, this::remember)
        .on(Configured.class, this::remember)
        .on(Switch.class, this::remember)
        .on(Switched.class, this::remember)
        .on(NotSwitched.class, this::remember)
        .on(Done.class, this::remember)
        .on(Busy.class, this::remember)
        .on(Rejected.class, this::remember)
        .answers(Request.class, NotLeader.class)
        .on(Superseded.class, this::remember)
        .on(Survey.class, this::remember)
        .on(Standing.class, this::remember)
        .on(Promote.class, this::remember)
        .on(Promoted.class, this::remember)
        .on(Introduce.class, this::remember)
        .on(Introduced.class, this::remember)
        .on(CatchingUp.class, this::remember)
        .on(Admit.class, this::remember);
  }

  private void remember(String from, Record message) {
    heard.add(message);
  }

  Future<Void> say(String to, Record message) {
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
