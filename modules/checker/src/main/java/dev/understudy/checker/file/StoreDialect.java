package dev.understudy.checker.file;

import dev.understudy.checker.KeyValueModel;
import dev.understudy.checker.Shown;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.List;

/** Our own store, whose every operation answers with the value that it found. */
final class StoreDialect extends Dialect<KeyValueModel.Value, Command, String> {
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
        ? Shown.words(command) + " found "
            + (ok.value() == null ? "nothing" : Shown.value(ok.value()))
        : unsure(Shown.words(command), outcome);
  }
}
