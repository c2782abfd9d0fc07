package dev.understudy.backup;

import java.time.Instant;

/** How far a restore shall go. */
public sealed interface Goal {

  /** All that the newest chain holds. */
  record Latest() implements Goal {
    @Override
    public String toString() {
      return "the latest point";
    }
  }

  /** The first {@code lsn} commits and no more. */
  record ToIndex(long lsn) implements Goal {
    @Override
    public String toString() {
      return "record " + lsn;
    }
  }

  /** All commits up to this time, that millisecond included, and no later one. */
  record ToTime(Instant time) implements Goal {
    @Override
    public String toString() {
      return time.toString();
    }
  }

  /** All that a chain holds up to this link. */
  record ToLink(String id) implements Goal {
    @Override
    public String toString() {
      return id;
    }
  }
}
