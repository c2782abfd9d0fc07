package dev.understudy.recovery;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.recovery.RecoveryMessage.Alive;
import dev.understudy.recovery.RecoveryMessage.Heartbeat;
import dev.understudy.recovery.RecoveryMessage.TakeOver;
import java.time.Duration;

/**
 * Asks a database again and again whether it serves; when too many answers in a row are missing it
 * suspects it and sends another machine in its place, once.
 */
public final class Monitor extends Node {
  private final String database;
  private final String spare;
  private final Duration interval;
  private final int misses;
  private int missed; // volatile: a new monitor counts anew
  private boolean hasSuspected;

  /** What others may see of a monitor. */
  public record State(int missed, boolean hasSuspected) {}

  /** Watches a database; {@code spare} is told to {@link TakeOver} when it is suspected. */
  public Monitor(String database, String spare, Duration interval, int misses) {
    this.database = database;
    this.spare = spare;
    this.interval = interval;
    this.misses = misses;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(Alive.class).answers(Alive.class);
  }

  @Override
  protected void onStart() {
    ask(database, new Heartbeat(), interval, Alive.class, this::onAnswer);
    setTimer("heartbeat", interval, this::onStart);
  }

  @Override
  public State state() {
    return new State(missed, hasSuspected);
  }

  private void onAnswer(Outcome<Alive> outcome) {
    missed = outcome.isOk() ? 0 : missed + 1;
    if (missed >= misses && !hasSuspected) {
      hasSuspected = true;
      cancelTimer("heartbeat");
      trace(Step.DETECT.remark());
      send(spare, new TakeOver());
    }
  }
}
