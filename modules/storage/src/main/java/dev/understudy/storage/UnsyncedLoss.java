package dev.understudy.storage;

import java.util.random.RandomGenerator;

/** What a crash of a {@link SimulatedDisk} does to changes that no completed sync covers. */
public enum UnsyncedLoss {
  /** Every one of them is gone: the most a program may hope for is what it synced. */
  ALL,
  /** None is gone: the operating system had flushed everything just before. */
  NONE,
  /**
   * A seeded number of them survives, oldest first, and the append after these may be torn: cut at
   * a seeded byte, perhaps with garbage behind it.
   */
  TORN;

  /** What becomes of it, in words: "all that was not synced is lost". */
  public String words() {
    return switch (this) {
      case ALL -> "all that was not synced is lost";
      case NONE -> "nothing is lost";
      case TORN -> "some of what was not synced is lost or torn";
    };
  }

  int survivors(int unsynced, RandomGenerator random) {
    if (this == ALL) {
      return 0;
    }
    return this == NONE ? unsynced : random.nextInt(unsynced + 1);
  }
}
