package dev.understudy.checker.file;

import dev.understudy.checker.Model;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.Outcome;
import java.util.List;

/**
 * What the words in a file mean, and the model that judges them.
 *
 * @param <S> the model's state
 * @param <C> what is asked
 * @param <R> what an answer says
 */
public abstract class Dialect<S, C, R> {
  /** A register: {@code read}, {@code write} and {@code cas}; a cas has {@code [expected new]}. */
  public static final Dialect<?, ?, ?> CAS_REGISTER = new RegisterDialect();

  /** A key-value store: {@code get}, {@code put} and {@code append}. */
  public static final Dialect<?, ?, ?> KV_APPEND = new AppendDialect();

  /**
   * A lock: {@code acquire} and {@code release}. Its owner is the value of the call, or if there is
   * none the process.
   */
  public static final Dialect<?, ?, ?> LOCK = new LockDialect();

  /** Our own store, whose every operation answers with the value that it found. */
  public static final Dialect<?, ?, ?> STORE = new StoreDialect();

  /** All of them. */
  public static final List<Dialect<?, ?, ?>> ALL = List.of(CAS_REGISTER, KV_APPEND, LOCK, STORE);

  private final String name;
  private final Model<S, C, R> model;

  Dialect(String name, Model<S, C, R> model) {
    this.name = name;
    this.model = model;
  }

  /** What users call it. */
  public String name() {
    return name;
  }

  /** What judges it. */
  public Model<S, C, R> model() {
    return model;
  }

  abstract C command(Entry call) throws UnreadableHistoryException;

  /** What came of a command. */
  Outcome<R> outcome(C command, Entry end) throws UnreadableHistoryException {
    return switch (end.kind()) {
      case OK -> Outcome.ok(result(command, end));
      case FAIL -> refusal(command, end);
      default -> Outcome.unknown("nobody knows");
    };
  }

  abstract R result(C command, Entry end) throws UnreadableHistoryException;

  Outcome<R> refusal(C command, Entry end) {
    return Outcome.fail("it failed");
  }

  /** An operation in a few words; long values are shortened. */
  public String words(Operation<C, R> operation) {
    return words(operation.command(), operation.outcome());
  }

  abstract String words(C command, Outcome<R> outcome);

  static String unsure(String words, Outcome<?> outcome) {
    return outcome.isOk() ? words : words + " (nobody knows whether)";
  }

  UnreadableHistoryException unknownFunction(Entry call, String known) {
    return new UnreadableHistoryException(
        call.line(),
        "'" + call.function() + "' is no operation of " + name + ", which knows " + known);
  }

  static String orElse(String text, String other) {
    return text == null ? other : text;
  }

  static String needed(Entry call, Object part) throws UnreadableHistoryException {
    String text = call.text(part);
    if (text == null) {
      throw call.unexpected("a value");
    }
    return text;
  }
}
