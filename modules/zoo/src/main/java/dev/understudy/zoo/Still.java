package dev.understudy.zoo;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;

/** A node that does nothing but watch, where there must be one. */
final class Still extends Node {
  /** There is nothing to be seen of it. */
  record State() {}

  /** It is told nothing. */
  sealed interface Silence {
    /** Never said. */
    record Nothing() implements Silence {}
  }

  /** Writes into the trace what is done where no node is: only so does a picture show it. */
  void watch(String done) {
    begin(promise -> trace(done));
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(Silence.class).answers(Silence.Nothing.class);
  }

  @Override
  public State state() {
    return new State();
  }
}
