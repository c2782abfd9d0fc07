package dev.understudy.checker.file;

import dev.understudy.checker.LockModel;
import dev.understudy.checker.Shown;
import dev.understudy.cluster.Outcome;

/** A lock, or one per name: {@code acquire} and {@code release}. */
final class LockDialect extends Dialect<String, LockModel.Step, String> {
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
    return unsure(Shown.words(step.owner()) + " " + verb + " it", outcome);
  }
}
