package dev.understudy.cluster;

import dev.understudy.storage.Command;

/** What clients and members say to each other: the same for every protocol. */
public sealed interface ClientMessage {
  /**
   * Please do this once. The pair of client and sequence names the operation: whoever gets it twice
   * does it once and answers twice the same.
   *
   * @param client who asks
   * @param sequence counts the client's operations from 1
   * @param command what is asked
   * @param wish how safe it must be before it is done, in the words of the protocol that is asked;
   *     "" for what that does by itself
   */
  record Request(String client, long sequence, Command command, String wish)
      implements ClientMessage {
    /** A request without a wish. */
    public Request(String client, long sequence, Command command) {
      this(client, sequence, command, "");
    }

    @Override
    public String toString() {
      return "Request[client=" + client + ", sequence=" + sequence + ", command=" + command
          + (wish.isEmpty() ? "" : ", wish=" + wish) + "]";
    }
  }

  /**
   * It is done, and will stay done as the mode promises.
   *
   * @param sequence which of the client's operations
   * @param result its result, which may be null
   * @param position where it stands in the log; a replica that holds this entry shows what was done
   */
  record Done(long sequence, String result, Position position) implements ClientMessage {
    /** From a protocol without a replicated log. */
    public Done(long sequence, String result) {
      this(sequence, result, Position.NONE);
    }

    @Override
    public String toString() {
      return "Done[sequence=" + sequence + ", result=" + result + "]";
    }
  }

  /** Not done here: ask {@code leader}, or somebody else if that is "". */
  record NotLeader(long sequence, String leader) implements ClientMessage {}

  /** Not done, and asking again will not help. */
  record Rejected(long sequence, String reason) implements ClientMessage {}

  /** Not done, since so many others wait already: ask again later. */
  record Busy(long sequence, int waiting) implements ClientMessage {}
}
