package dev.understudy.checker.file;

import dev.understudy.checker.AppendModel;
import dev.understudy.checker.KeyValueModel;
import dev.understudy.checker.LockModel;
import dev.understudy.checker.Model;
import dev.understudy.checker.Operation;
import dev.understudy.checker.RegisterModel;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
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

  private Dialect(String name, Model<S, C, R> model) {
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

  /** A value that may be long: both ends tell most. */
  static String shown(String value) {
    if (value == null) {
      return "nothing";
    }
    return value.length() <= 60
        ? '"' + Readers.visible(value) + '"'
        : '"' + Readers.visible(value.substring(0, 20)) + " ... "
            + Readers.visible(value.substring(value.length() - 35)) + '"';
  }

  private static String unsure(String words, Outcome<?> outcome) {
    return outcome.isOk() ? words : words + " (nobody knows whether)";
  }

  private static String read(String verb, Outcome<String> outcome) {
    return outcome instanceof Outcome.Ok<String> ok
        ? verb + " " + shown(ok.value())
        : verb + ", without an answer";
  }

  UnreadableHistoryException unknownFunction(Entry call, String known) {
    return new UnreadableHistoryException(
        call.line(),
        "'" + call.function() + "' is no operation of " + name + ", which knows " + known);
  }

  private static String orElse(String text, String other) {
    return text == null ? other : text;
  }

  private static String needed(Entry call, Object part) throws UnreadableHistoryException {
    String text = call.text(part);
    if (text == null) {
      throw call.unexpected("a value");
    }
    return text;
  }

  /** The key, and the value without it. */
  private record Keyed(String key, Object value) {
    /** A list of two is the key with the value, unless the file has keys apart. */
    static Keyed of(Entry entry, String only) throws UnreadableHistoryException {
      List<?> pair = entry.key() == null ? entry.pair(entry.value()) : null;
      return pair == null
          ? new Keyed(orElse(entry.key(), only), entry.value())
          : new Keyed(needed(entry, pair.get(0)), pair.get(1));
    }

    /** Of the end of an operation of this key, which may leave it out but not name another. */
    static Keyed ofEnd(Entry end, String key) throws UnreadableHistoryException {
      Keyed keyed = of(end, key);
      if (!keyed.key().equals(key)) {
        throw new UnreadableHistoryException(
            end.line(),
            "'" + end.function() + "' ends for key " + Readers.shortened(keyed.key())
                + ", but was called for " + Readers.shortened(key));
      }
      return keyed;
    }

    /** The same, but the value alone is a list of two, and with a key a list of key and list. */
    static Keyed ofPair(Entry entry, String only) throws UnreadableHistoryException {
      List<?> pair = entry.pair(entry.value());
      return pair != null && entry.pair(pair.get(1)) != null
          ? of(entry, only)
          : new Keyed(orElse(entry.key(), only), entry.value());
    }
  }

  private static final class RegisterDialect extends Dialect<String, Command, String> {
    private static final String ONLY = "register";

    RegisterDialect() {
      super("cas-register", new RegisterModel());
    }

    @Override
    Command command(Entry call) throws UnreadableHistoryException {
      switch (call.function()) {
        case "read":
          return new Command.Get(Keyed.of(call, ONLY).key());
        case "write":
          Keyed write = Keyed.of(call, ONLY);
          return new Command.Put(write.key(), orElse(call.text(write.value()), RegisterModel.NIL));
        case "cas":
          Keyed swap = Keyed.ofPair(call, ONLY);
          List<?> pair = call.pair(swap.value());
          if (pair == null) {
            throw call.unexpected("[expected new]");
          }
          return new Command.CompareAndSet(
              swap.key(),
              orElse(call.text(pair.get(0)), RegisterModel.NIL),
              orElse(call.text(pair.get(1)), RegisterModel.NIL));
        default:
          throw unknownFunction(call, "read, write and cas");
      }
    }

    @Override
    String result(Command command, Entry end) throws UnreadableHistoryException {
      if (command instanceof Command.Get) {
        return orElse(end.text(Keyed.ofEnd(end, command.key()).value()), RegisterModel.NIL);
      }
      return command instanceof Command.CompareAndSet ? RegisterModel.SWAPPED : null;
    }

    /** An end that repeats the pair tells of the comparison; another value is an error's name. */
    @Override
    Outcome<String> refusal(Command command, Entry end) {
      boolean isCompared = command instanceof Command.CompareAndSet
          && !end.isError()
          && (end.value() == null || end.pair(end.value()) != null);
      return isCompared ? Outcome.ok(RegisterModel.REFUSED) : super.refusal(command, end);
    }

    @Override
    String words(Command command, Outcome<String> outcome) {
      if (command instanceof Command.Get) {
        return read("read", outcome);
      }
      if (command instanceof Command.Put write) {
        return unsure("wrote " + shown(write.value()), outcome);
      }
      Command.CompareAndSet swap = (Command.CompareAndSet) command;
      String pair = shown(swap.expected()) + " for " + shown(swap.value());
      return outcome.equals(Outcome.ok(RegisterModel.REFUSED))
          ? "did not swap " + pair + ", since another value was there"
          : unsure("swapped " + pair, outcome);
    }
  }

  private static final class AppendDialect extends Dialect<AppendModel.Text, Command, String> {
    private static final String ONLY = "store";

    AppendDialect() {
      super("kv-append", new AppendModel());
    }

    @Override
    Command command(Entry call) throws UnreadableHistoryException {
      Keyed keyed = Keyed.of(call, ONLY);
      return switch (call.function()) {
        case "get" -> new Command.Get(keyed.key());
        case "put" -> new Command.Put(keyed.key(), needed(call, keyed.value()));
        case "append" -> new Command.Append(keyed.key(), needed(call, keyed.value()));
        default -> throw unknownFunction(call, "get, put and append");
      };
    }

    @Override
    String result(Command command, Entry end) throws UnreadableHistoryException {
      return command instanceof Command.Get
          ? orElse(end.text(Keyed.ofEnd(end, command.key()).value()), "")
          : null;
    }

    @Override
    String words(Command command, Outcome<String> outcome) {
      if (command instanceof Command.Get) {
        return read("got", outcome);
      }
      return unsure(
          command instanceof Command.Put put
              ? "put " + shown(put.value())
              : "appended " + shown(((Command.Append) command).suffix()),
          outcome);
    }
  }

  private static final class LockDialect extends Dialect<String, LockModel.Step, String> {
    private static final String ONLY = "lock";

    LockDialect() {
      super("lock", new LockModel());
    }

    @Override
    LockModel.Step command(Entry call) throws UnreadableHistoryException {
      Keyed keyed = Keyed.of(call, ONLY);
      String owner = orElse(call.text(keyed.value()), call.process());
      if (owner.isEmpty()) {
        throw call.unexpected("the owner's name, which is not empty");
      }
      return switch (call.function()) {
        case "acquire" -> new LockModel.Acquire(keyed.key(), owner);
        case "release" -> new LockModel.Release(keyed.key(), owner);
        default -> throw unknownFunction(call, "acquire and release");
      };
    }

    @Override
    String result(LockModel.Step command, Entry end) {
      return null;
    }

    @Override
    String words(LockModel.Step step, Outcome<String> outcome) {
      String verb = step instanceof LockModel.Acquire ? "acquired" : "released";
      return unsure(step.owner() + " " + verb + " it", outcome);
    }
  }

  private static final class StoreDialect extends Dialect<KeyValueModel.Value, Command, String> {
    StoreDialect() {
      super("store", new KeyValueModel());
    }

    @Override
    Command command(Entry call) throws UnreadableHistoryException {
      if (call.key() == null) {
        throw new UnreadableHistoryException(call.line(), "an operation of the store needs a key");
      }
      switch (call.function()) {
        case "get":
          return new Command.Get(call.key());
        case "put":
          return new Command.Put(call.key(), needed(call, call.value()));
        case "append":
          return new Command.Append(call.key(), needed(call, call.value()));
        case "delete":
          return new Command.Delete(call.key());
        case "cas":
          List<?> pair = call.pair(call.value());
          if (pair == null) {
            throw call.unexpected("[expected new]");
          }
          return new Command.CompareAndSet(
              call.key(), call.text(pair.get(0)), needed(call, pair.get(1)));
        default:
          throw unknownFunction(call, "get, put, append, delete and cas");
      }
    }

    @Override
    String result(Command command, Entry end) throws UnreadableHistoryException {
      if (end.found() != null) {
        return end.found().value();
      }
      if (command instanceof Command.Get) {
        return end.text(end.value());
      }
      throw new UnreadableHistoryException(
          end.line(), "'" + end.function() + "' was ok, but what it found is missing");
    }

    @Override
    String words(Command command, Outcome<String> outcome) {
      return outcome instanceof Outcome.Ok<String> ok
          ? command + " found " + shown(ok.value())
          : unsure(command.toString(), outcome);
    }
  }
}
