package dev.understudy.checker.file;

import dev.understudy.checker.AppendModel;
import dev.understudy.checker.Shown;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;

/** A store of texts: {@code get}, {@code put} and {@code append}. */
final class AppendDialect extends Dialect<AppendModel.Text, Command, String> {
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
      return outcome instanceof Outcome.Ok<String> ok
          ? "got " + Shown.value(ok.value())
          : "got, without an answer";
    }
    return unsure(
        command instanceof Command.Put put
            ? "put " + Shown.value(put.value())
            : "appended " + Shown.value(((Command.Append) command).suffix()),
        outcome);
  }
}
