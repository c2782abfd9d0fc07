package dev.understudy.storage;

import java.nio.charset.StandardCharsets;

/**
 * What a client may ask of a {@link KeyValueStore}. A command is a value: it is what a journal keeps
 * and what a replica applies again.
 */
public sealed interface Command {

  /** The key it is about. */
  String key();

  /** Whether it leaves the store as it is. */
  default boolean isReadOnly() {
    return false;
  }

  /** How many characters it holds, key and values together. */
  default int length() {
    return key().length();
  }

  /** How many bytes that is in UTF-8. */
  default int bytes() {
    return utf8(key());
  }

  /** Sets a key. The result is the value before, or null. */
  record Put(String key, String value) implements Command {
    public Put {
      checkPresent(key, "key");
      checkPresent(value, "value");
    }

    @Override
    public int length() {
      return key.length() + value.length();
    }

    @Override
    public int bytes() {
      return utf8(key) + utf8(value);
    }
  }

  /** Reads a key. The result is its value, or null when it is absent. */
  record Get(String key) implements Command {
    public Get {
      checkPresent(key, "key");
    }

    @Override
    public boolean isReadOnly() {
      return true;
    }
  }

  /** Removes a key. The result is the value before, or null. */
  record Delete(String key) implements Command {
    public Delete {
      checkPresent(key, "key");
    }
  }

  /**
   * Appends to the value of a key; an absent one counts as empty. The result is the value before, or
   * null.
   */
  record Append(String key, String suffix) implements Command {
    public Append {
      checkPresent(key, "key");
      checkPresent(suffix, "suffix");
    }

    @Override
    public int length() {
      return key.length() + suffix.length();
    }

    @Override
    public int bytes() {
      return utf8(key) + utf8(suffix);
    }
  }

  /**
   * Sets a key if it has the expected value, null meaning absent. The result is the value found: it
   * was applied exactly when that equals {@code expected}.
   */
  record CompareAndSet(String key, String expected, String value) implements Command {
    public CompareAndSet {
      checkPresent(key, "key");
      checkPresent(value, "value");
    }

    @Override
    public int length() {
      return key.length() + value.length() + (expected == null ? 0 : expected.length());
    }

    @Override
    public int bytes() {
      return utf8(key) + utf8(value) + (expected == null ? 0 : utf8(expected));
    }
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void checkPresent(String part, String what) {
    if (part == null) {
      throw new IllegalArgumentException("a command needs a " + what + ", but it is null");
    }
  }
}
