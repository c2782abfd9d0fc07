package dev.understudy.benchmarks;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import java.time.Duration;

/** A node that says something to all its peers again and again. */
final class Talker extends Node {
  /** What it says. */
  sealed interface Message {
    /** The number of the message. */
    record Beat(long number) implements Message {}
  }

  /** How many messages it has heard. */
  record Heard(long messages) {}

  private final Duration interval;
  private long said;
  private long heard;

  Talker(Duration interval) {
    this.interval = interval;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(Message.class).on(Message.Beat.class, (from, beat) -> heard++);
  }

  @Override
  protected void onStart() {
    beat();
  }

  private void beat() {
    peers().forEach(peer -> send(peer, new Message.Beat(++said)));
    setTimer("beat", interval, this::beat);
  }

  @Override
  public Heard state() {
    return new Heard(heard);
  }
}
