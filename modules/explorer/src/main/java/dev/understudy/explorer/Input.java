package dev.understudy.explorer;

import dev.understudy.cluster.Envelope;
import dev.understudy.storage.UnsyncedLoss;

/** What happens to one node, and when; with its past it decides what the node does. */
record Input(long atNanos, What what) {
  sealed interface What {}

  record Received(Envelope envelope) implements What {}

  record Flushed() implements What {}

  record Crashed(UnsyncedLoss unsynced) implements What {}

  record Restarted() implements What {}

  record TimerDue() implements What {}

  record Acted(int number) implements What {}
}
