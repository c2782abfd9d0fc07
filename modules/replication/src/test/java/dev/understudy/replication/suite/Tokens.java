package dev.understudy.replication.suite;

import dev.understudy.replication.Entry;
import dev.understudy.storage.Command;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients append to their diary, each a word of its own, so that one sees where it is. */
final class Tokens {
  private Tokens() {}

  /** Those that stand in a log. */
  static Set<String> in(List<Entry> log) {
    return log.stream()
        .filter(entry -> entry.request() != null)
        .map(entry -> entry.request().command())
        .filter(Command.Append.class::isInstance)
        .map(command -> ((Command.Append) command).suffix())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
