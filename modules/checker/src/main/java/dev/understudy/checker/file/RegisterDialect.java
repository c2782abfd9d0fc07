package dev.understudy.checker.file;

import dev.understudy.checker.RegisterModel;
import dev.understudy.checker.Shown;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.List;

/**
 * A register, or one per key: {@code read}, {@code write} and {@code cas}. A value is its notation in the
 * file, so that a number 1 and a text "1" are different values, as are nil and a text "nil".
 */
final class RegisterDialect extends Dialect<String, Command, String> {
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
        return new Command.Put(write.key(), call.notation(write.value()));
      case "cas":
        Keyed swap = Keyed.ofPair(call, ONLY);
        List<?> pair = call.pair(swap.value());
        if (pair == null) {
          throw call.unexpected("[expected new]");
        }
        return new Command.CompareAndSet(
            swap.key(), call.notation(pair.get(0)), call.notation(pair.get(1)));
      default:
        throw unknownFunction(call, "read, write and cas");
    }
  }

  @Override
  String result(Command command, Entry end) throws UnreadableHistoryException {
    if (command instanceof Command.Get) {
      return end.notation(Keyed.ofEnd(end, command.key()).value());
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
      return outcome instanceof Outcome.Ok<String> ok
          ? "read " + shown(ok.value())
          : "read, without an answer";
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

  private static String shown(String notation) {
    return notation.startsWith("\"")
        ? Shown.value(notation.substring(1, notation.length() - 1))
        : Shown.words(notation);
  }
}
