package dev.understudy.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One member or client of a cluster, or a node attached to it, through all its incarnations. */
final class Member {
  /** What a node is to the cluster. */
  enum Part {
    /** Everybody knows it. */
    MEMBER,
    /** Knows the members, who do not know it; it comes back after a crash as they do. */
    ATTACHED,
    /** Asks from outside, and does not come back. */
    CLIENT
  }

  private static final double SLOWEST = 0.002;
  private static final double FASTEST = 500;

  final String name;
  final boolean isMember;
  final boolean client;
  final Supplier<? extends Node> factory;
  volatile Journal journal;
  volatile Node node;
  MessageIds ids; // one for all, unless each has its own
  int incarnation;
  int disk = 1; // how many it has had, this one included

  /** The number of the crash that keeps it down, 0 if it is up. */
  volatile long crash;

  // What is wrong with it, all running faults together; guarded by this.
  int pauses;
  long nanosPerEvent;
  Duration skew = Duration.ZERO;
  final List<Double> rates = new ArrayList<>();

  final Failpoints failpoints = new Failpoints();

  Member(
      String name, Part part, Supplier<? extends Node> factory, Journal journal, MessageIds ids) {
    this.name = name;
    isMember = part == Part.MEMBER;
    client = part == Part.CLIENT;
    this.factory = factory;
    this.journal = journal;
    this.ids = ids;
  }

  boolean hasCrashed() {
    return crash != 0;
  }

  /** How fast its clock runs, all drifts together, as far as a clock can. */
  double rate() {
    double product = rates.stream().reduce(1.0, (one, other) -> one * other);
    return Math.max(SLOWEST, Math.min(FASTEST, product));
  }
}
