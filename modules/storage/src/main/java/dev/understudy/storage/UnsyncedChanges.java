package dev.understudy.storage;

import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * The changes to a file or a directory that are visible but not durable, oldest first.
 *
 * @param <T> what is changed
 */
final class UnsyncedChanges<T> {

  /** One change, which can be made again to the durable side. */
  @FunctionalInterface
  interface Change<T> {
    void applyTo(T durable);

    /** What is left of the change when the power goes while it is being made: by default nothing. */
    default void tearOnto(T durable, RandomGenerator random) {}
  }

  private final T durable;
  private final ArrayDeque<Change<T>> changes = new ArrayDeque<>();
  private long gone; // how many changes have left the queue: gives every change its number

  /** @param durable what a sync makes the changes to */
  UnsyncedChanges(T durable) {
    this.durable = durable;
  }

  void add(Change<T> change) {
    changes.add(change);
  }

  /** The number of the newest change: what a sync that is asked for now has to cover. */
  long newest() {
    return gone + changes.size();
  }

  /** A sync that covers the changes up to this number completed. */
  void settle(long upTo) {
    while (gone < upTo) {
      changes.remove().applyTo(durable);
      gone++;
    }
  }

  /**
   * A sync that covers the changes up to this number failed. They stay visible, but no later sync
   * will write them: the operating system has marked their pages clean.
   */
  void forget(long upTo) {
    while (gone < upTo) {
      changes.remove();
      gone++;
    }
  }

  /** The power goes. */
  void crash(UnsyncedLoss loss, RandomGenerator random) {
    settle(gone + loss.survivors(changes.size(), random));
    if (loss == UnsyncedLoss.TORN && !changes.isEmpty()) {
      changes.peek().tearOnto(durable, random);
    }
    forget(newest());
  }
}
