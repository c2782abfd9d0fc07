package dev.understudy.cluster;

import java.time.Duration;
import java.util.function.Supplier;

/** One member or client of a cluster, through all its incarnations. */
final class Member {
  final String name;
  final boolean client;
  final Supplier<? extends Node> factory;
  volatile Journal journal;
  volatile Node node;
  int incarnation;

  /** The number of the crash that keeps it down, 0 if it is up. */
  volatile long crash;

  // What is wrong with it, all running faults together; guarded by this.
  int pauses;
  long nanosPerEvent;
  Duration skew = Duration.ZERO;

  Member(String name, boolean client, Supplier<? extends Node> factory, Journal journal) {
    this.name = name;
    this.client = client;
    this.factory = factory;
    this.journal = journal;
  }

  boolean hasCrashed() {
    return crash != 0;
  }
}
