package dev.understudy.sim;

/**
 * Catches the task that handles a message on its way from the event bus to its loop. Vert.x first
 * names the handler and right after that hands the handler's loop the task; so for each receiver of
 * a message, also of a published one, it is known who it is before anything has happened there.
 */
final class Gate {
  /** What becomes of the task that handles a message. */
  @FunctionalInterface
  interface Passage {
    void take(AddressBook.Listener listener, TurnedLoop loop, Runnable handling);
  }

  private Passage passage;
  private AddressBook.Listener next;

  /** From now on each handler's task goes this way; null leaves them alone. Returns the former. */
  Passage open(Passage way) {
    Passage before = passage;
    passage = way;
    next = null;
    return before;
  }

  boolean isOpen() {
    return passage != null;
  }

  /** The next task that comes to a loop is this handler's. */
  void announce(AddressBook.Listener listener) {
    if (passage != null) {
      next = listener;
    }
  }

  /** True if this task was that of an announced handler, and has gone its way. */
  boolean takes(TurnedLoop loop, Runnable task) {
    AddressBook.Listener listener = next;
    if (listener == null) {
      return false;
    }
    next = null;
    passage.take(listener, loop, task);
    return true;
  }
}
