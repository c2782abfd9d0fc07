package dev.understudy.cluster;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One member or client of a cluster, through all its incarnations. */
final class Member {
  final String name;
  final boolean client;
  final Supplier<? extends Node> factory;
  volatile Journal journal;
  volatile Node node;
  AtomicLong envelopes; // the last id of a message: one count for all, unless each has its own
  int incarnation;

  // The running fault's number, 0 if there is none.
  volatile long crash;
  volatile long disk;
  volatile long pause;
  volatile long slow;
  volatile long skew;

  Member(
      String name,
      boolean client,
      Supplier<? extends Node> factory,
      Journal journal,
      AtomicLong envelopes) {
    this.name = name;
    this.client = client;
    this.factory = factory;
    this.journal = journal;
    this.envelopes = envelopes;
  }
}
