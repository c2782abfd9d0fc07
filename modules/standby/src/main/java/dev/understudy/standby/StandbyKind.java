package dev.understudy.standby;

import java.util.Locale;

/** How ready the one is that takes over. */
public enum StandbyKind {
  /**
   * A member in sync: it holds every acknowledged write for certain and is promoted at once. A third
   * member votes, since of two neither could tell a dead leader from a cut link.
   */
  HOT,

  /**
   * A standby that follows asynchronously. Somebody must first make sure that the leader is gone, for no
   * majority can; then it is promoted with what has reached it.
   */
  WARM,

  /**
   * Nothing that runs: a machine is made, and restored from the last backup. What comes back is a lone
   * store and no replica: it answers clients, and remembers what they asked for, but it has no log that
   * others could follow, and no epoch. Who wants copies again begins a new cluster with it.
   */
  COLD;

  /** As a person says it: {@code hot}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
