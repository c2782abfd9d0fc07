package dev.understudy.benchmarks;

import dev.understudy.storage.Command;

/** The same writes for everybody: a thousand keys in turn, short values. */
final class Writes {
  private static final int KEYS = 1_000;

  private final Command[] commands = new Command[KEYS];
  private int next;

  Writes() {
    for (int i = 0; i < KEYS; i++) {
      commands[i] = new Command.Put("key" + i, "value" + i);
    }
  }

  Command next() {
    Command command = commands[next];
    next = next + 1 == KEYS ? 0 : next + 1;
    return command;
  }
}
