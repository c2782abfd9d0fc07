package dev.understudy.recovery;

/** What machines, their monitor and a secondary say to each other. */
public sealed interface RecoveryMessage {
  /** From a monitor: do you serve? */
  record Heartbeat() implements RecoveryMessage {}

  /** The answer of a machine that does. */
  record Alive() implements RecoveryMessage {}

  /** From a monitor to an idle machine: the database is suspected, take its place. */
  record TakeOver() implements RecoveryMessage {}

  /**
   * From a secondary: the journal from here on, please.
   *
   * @param file a segment; "" for the first one
   * @param offset how much of it is here already, in bytes
   * @param mostBytes no more than this at a time
   */
  record Fetch(String file, long offset, int mostBytes) implements RecoveryMessage {}

  /**
   * The answer: durable bytes of the journal, or none when there are no more.
   *
   * @param file their segment
   * @param offset where they begin in it
   * @param bytes one character a byte, ISO 8859-1, so that a trace can hold them
   */
  record Shipped(String file, long offset, String bytes) implements RecoveryMessage {
    @Override
    public String toString() {
      return "Shipped[%d bytes of %s from %d on]".formatted(bytes.length(), file, offset);
    }
  }

  /** The other answer: that segment is not there any more, and the journal begins with another. */
  record Removed(String file, String first) implements RecoveryMessage {}
}
