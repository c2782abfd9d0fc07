package dev.understudy.lab;

import java.util.Random;

/**
 * What a load writes: record {@code i}, from 1 on, has the same key and the same value for the same
 * plan, so that whoever reads it later can say what should be there.
 */
final class LoadPlan {
  private static final int ROOM = 4096; // more text than one value, so that values differ
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final long records;
  private final long keys;
  private final int valueBytes;
  private final int concurrency;
  private final String text;

  /**
   * A plan.
   *
   * @param records how many writes
   * @param keys how many keys they go to, one after the other and again from the first
   * @param valueBytes how long each value is
   * @param concurrency how many writes are under way at a time
   * @param seed draws the values
   */
  LoadPlan(long records, long keys, int valueBytes, int concurrency, long seed) {
    this.records = records;
    this.keys = keys;
    this.valueBytes = valueBytes;
    this.concurrency = concurrency;
    this.text = text(valueBytes + ROOM, new Random(seed));
  }

  long records() {
    return records;
  }

  long keys() {
    return keys;
  }

  int concurrency() {
    return concurrency;
  }

  /** The key of record {@code i}. */
  String key(long i) {
    String number = Long.toString((i - 1) % keys + 1);
    return "load-" + "0".repeat(Math.max(0, 10 - number.length())) + number;
  }

  /** The value of record {@code i}: its number first, if there is room, and then any text. */
  String value(long i) {
    String number = i + " ";
    if (number.length() >= valueBytes) {
      return number.substring(0, valueBytes);
    }
    int from = (int) (i * 31 % ROOM);
    return number + text.substring(from, from + valueBytes - number.length());
  }

  private static String text(int length, Random random) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
