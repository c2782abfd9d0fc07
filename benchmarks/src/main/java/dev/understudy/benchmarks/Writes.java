package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The same writes for everybody: sixteen keys in turn, so that the state costs little, and values of
 * one length, each with bytes of its own, as those of a client are.
 */
final class Writes {
  private static final int KEYS = 16;

  private final String[] keys = new String[KEYS];
  private final byte[] value;
  private int next;

  /** Values have so many bytes. */
  Writes(int bytes) {
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "key" + i;
    }
    value = new byte[bytes];
    Arrays.fill(value, (byte) 'v');
  }

  Command.Put next() {
    String key = keys[next];
    next = next + 1 == KEYS ? 0 : next + 1;
    return new Command.Put(key, new String(value, StandardCharsets.ISO_8859_1));
  }
}
