package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import java.time.Duration;

/** A fault that comes and goes until it is stopped. It comes at once. */
final class Cycle {
  private final ClusterWorld world;
  private final Faults faults;
  private final Fault fault;
  private final Duration there;
  private final Duration away;
  private long number; // of the fault while it is there
  private boolean over;

  Cycle(ClusterWorld world, Faults faults, Fault fault, Duration there, Duration away) {
    this.world = world;
    this.faults = faults;
    this.fault = fault;
    this.there = there;
    this.away = away;
  }

  synchronized void come() {
    if (!over) {
      number = faults.start(fault);
      world.after(there, this::go);
    }
  }

  private synchronized void go() {
    if (!over) {
      faults.end(number);
      world.after(away, this::come);
    }
  }

  synchronized void stop() {
    over = true;
    faults.end(number);
  }
}
