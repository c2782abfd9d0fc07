package dev.understudy.benchmarks;

import dev.understudy.storage.Command;

/** The same writes for everybody: sixteen keys in turn, short values, so that the state costs little. */
final class Writes {
  private static final int KEYS = 16;

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
