package dev.understudy.replication.standby;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.standby.StandbyMessage.Differs;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Handed;
import dev.understudy.replication.standby.StandbyMessage.LabelTold;
import dev.understudy.replication.standby.StandbyMessage.LabelWanted;
import dev.understudy.replication.standby.StandbyMessage.Offer;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import dev.understudy.replication.standby.StandbyMessage.Unsubscribe;
import dev.understudy.replication.standby.StandbyMessage.Wanted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Stands above or below others without a will: says what the test tells it to, and remembers. */
final class ScriptedStandby extends Node {
  /** What it heard, oldest first. */
  record State(List<Record> heard) {}

  private final List<Record> heard = new ArrayList<>();

  @Override
  protected Handlers handlers() {
    Handlers handlers = Handlers.of(StandbyMessage.class);
    for (Class<? extends Record> type : List.of(
        Subscribe.class,
        Feed.class,
        Fed.class,
        Refused.class,
        Unsubscribe.class,
        Offer.class,
        Wanted.class,
        Handed.class,
        Differs.class,
        LabelWanted.class,
        LabelTold.class)) {
      handlers.on(type, (from, message) -> heard.add(message));
    }
    return handlers;
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
