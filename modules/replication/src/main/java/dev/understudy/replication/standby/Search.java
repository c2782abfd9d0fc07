package dev.understudy.replication.standby;

import java.util.List;

/** Whom a standby asks to be fed when it hears no more of the leader: one after the other. */
public final class Search {
  private static final int MOST_STALE_BEATS = 8;
  private static final int PATIENCE_WITH_ONE = 6; // beats
  private static final int PATIENCE_AFTER_RESTART =
      14; // until others have a better label than ours

  /**
   * The same as a value.
   *
   * @param asked who was asked last; "" if nobody is
   * @param tries how often
   * @param staleBeats for so many of its own beats it has heard of none of the leader
   */
  public record State(String asked, int tries, int staleBeats) {}

  private final List<String> candidates;
  private String asked = "";
  private int tries;
  private int staleBeats;

  /** A search among these, in this order. */
  Search(List<String> candidates) {
    this.candidates = candidates;
  }

  void beat() {
    staleBeats++;
  }

  /** Whether nothing new was heard of the leader for longer than it should. */
  boolean isNeeded() {
    return staleBeats > MOST_STALE_BEATS;
  }

  /** Something new was heard of the leader. */
  void end() {
    staleBeats = 0;
    asked = "";
  }

  boolean asks(String name) {
    return asked.equals(name);
  }

  /** Whom to ask now; {@code isKnown}: whether we have heard of a leader since we started. */
  String next(boolean isKnown) {
    if (asked.isEmpty() || tries >= (isKnown ? PATIENCE_WITH_ONE : PATIENCE_AFTER_RESTART)) {
      asked = candidates.get((candidates.indexOf(asked) + 1) % candidates.size());
      tries = 0;
    }
    tries++;
    return asked;
  }

  /** Who is asked will not feed us. */
  void giveUp() {
    tries = PATIENCE_AFTER_RESTART;
  }

  State state() {
    return new State(asked, tries, staleBeats);
  }
}
