package dev.understudy.storage;

import java.nio.ByteBuffer;

/**
 * A command with who asked for it and when: what a {@link DurableStore} writes into its journal.
 *
 * @param epochMillis when it was written, in milliseconds since 1970 (UTC); never less than that of
 *     the commit before
 * @param client who asked
 * @param sequence the client's number of the command
 * @param command what is to be done
 */
public record Commit(long epochMillis, String client, long sequence, Command command) {
  private static final int PUT = 1;
  private static final int DELETE = 2;
  private static final int APPEND = 3;
  private static final int COMPARE_AND_SET = 4;
  private static final int GET = 5;

  /** Refuses a client or a command that is null. */
  public Commit {
    if (client == null || command == null) {
      throw new IllegalArgumentException(
          "a commit needs a client and a command, but it has " + client + " and " + command);
    }
  }

  /**
   * Reads a commit from the payload of a record.
   *
   * @throws IllegalArgumentException when these bytes are no commit
   */
  public static Commit decode(ByteBuffer payload) {
    FieldReader fields = new FieldReader(payload);
    int kind = fields.octet();
    long epochMillis = fields.number();
    long sequence = fields.number();
    Commit commit = new Commit(epochMillis, fields.text(), sequence, command(kind, fields));
    if (fields.hasMore()) {
      throw new IllegalArgumentException("bytes follow behind the end of a commit");
    }
    return commit;
  }

  private static Command command(int kind, FieldReader fields) {
    String key = fields.text();
    return switch (kind) {
      case PUT -> new Command.Put(key, fields.text());
      case DELETE -> new Command.Delete(key);
      case APPEND -> new Command.Append(key, fields.text());
      case COMPARE_AND_SET -> new Command.CompareAndSet(key, fields.text(), fields.text());
      case GET -> new Command.Get(key);
      default -> throw new IllegalArgumentException("there is no command of kind " + kind);
    };
  }

  /** Writes the commit behind what the writer holds. */
  void writeTo(FieldWriter fields) {
    fields.octet(kind()).number(epochMillis).number(sequence).text(client).text(command.key());
    if (command instanceof Command.Put put) {
      fields.text(put.value());
    } else if (command instanceof Command.Append append) {
      fields.text(append.suffix());
    } else if (command instanceof Command.CompareAndSet change) {
      fields.text(change.expected()).text(change.value());
    }
  }

  private int kind() {
    if (command instanceof Command.Put) {
      return PUT;
    } else if (command instanceof Command.Delete) {
      return DELETE;
    } else if (command instanceof Command.Append) {
      return APPEND;
    }
    return command instanceof Command.CompareAndSet ? COMPARE_AND_SET : GET;
  }
}
