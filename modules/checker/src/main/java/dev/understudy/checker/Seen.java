package dev.understudy.checker;

import java.util.Arrays;

/**
 * The configurations that a search has been at: which operations are placed, and the state. To be at
 * one of them again, or at one that has the same required operations placed, the same state and no
 * fewer of the others used up, leads to nothing new.
 *
 * <p>All required operations before the first that is not placed are placed, and none that was called
 * after that one had returned: so a few words around it say which are.
 *
 * <p>Its memory is bounded: once it holds {@link #MOST_WORDS} it remembers nothing more. Then a search
 * may walk the same way twice, and is no less right.
 */
final class Seen {
  /** So many words of 8 bytes hold configurations: 256 MiB. */
  static final int MOST_WORDS = 1 << 25;

  private static final int LINK = 0; // hash, and the next entry of the same slot
  private static final int PLACE = 1; // state, and the first required operation not placed
  private static final int WINDOW = 2;

  private final int windowWords;
  private final int optionalWords;
  private final int entryWords;
  private long[] entries;
  private int count;
  private int[] slots; // 1 + the newest entry, or 0
  private final long[] window;
  private long compared;

  Seen(int windowWords, int optionalWords) {
    this.windowWords = windowWords;
    this.optionalWords = optionalWords;
    entryWords = WINDOW + windowWords + optionalWords;
    entries = new long[16 * entryWords];
    slots = new int[32];
    window = new long[windowWords];
  }

  /** How often two configurations were compared: the work done here. */
  long compared() {
    return compared;
  }

  boolean isFull() {
    return (count + 1L) * entryWords > MOST_WORDS;
  }

  /**
   * Notes a configuration.
   *
   * @param first the first required operation that is not placed, counting required ones only
   * @param required the required operations placed, a bit each
   * @param optional the other operations placed, a bit each
   * @return true if it is new
   */
  boolean isNew(int state, int first, long[] required, long[] optional) {
    long place = (long) state << 32 | first;
    int hash = hash(place, first, required);
    for (int e = slots[hash & slots.length - 1]; e != 0; ) {
      int at = (e - 1) * entryWords;
      compared++;
      if ((int) (entries[at + LINK] >>> 32) == hash && covers(at, place, optional)) {
        return false;
      }
      e = (int) entries[at + LINK];
    }
    if (!isFull()) {
      add(hash, place, optional);
    }
    return true;
  }

  private int hash(long place, int first, long[] required) {
    long hash = place * 0x9E3779B97F4A7C15L;
    int word = first >>> 6;
    int shift = first & 63;
    for (int i = 0; i < windowWords; i++, word++) {
      long low = word < required.length ? required[word] >>> shift : 0;
      long high = shift > 0 && word + 1 < required.length ? required[word + 1] << 64 - shift : 0;
      window[i] = low | high;
      hash = (hash ^ hash >>> 29 ^ window[i]) * 0xBF58476D1CE4E5B9L;
    }
    return (int) (hash ^ hash >>> 32);
  }

  private boolean covers(int at, long place, long[] optional) {
    if (entries[at + PLACE] != place) {
      return false;
    }
    for (int i = 0; i < windowWords; i++) {
      if (entries[at + WINDOW + i] != window[i]) {
        return false;
      }
    }
    for (int i = 0; i < optionalWords; i++) {
      if ((entries[at + WINDOW + windowWords + i] & ~optional[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  private void add(int hash, long place, long[] optional) {
    int at = count * entryWords;
    if (at + entryWords > entries.length) {
      int doubled = (int) Math.min(entries.length * 2L, Math.max(MOST_WORDS, entries.length));
      entries = Arrays.copyOf(entries, doubled);
    }
    count++;
    entries[at + PLACE] = place;
    System.arraycopy(window, 0, entries, at + WINDOW, windowWords);
    System.arraycopy(optional, 0, entries, at + WINDOW + windowWords, optionalWords);
    entries[at + LINK] = (long) hash << 32;
    link(count);
    if (count > slots.length / 2) {
      slots = new int[slots.length * 2];
      for (int e = 1; e <= count; e++) {
        link(e);
      }
    }
  }

  private void link(int entry) {
    int at = (entry - 1) * entryWords;
    int slot = (int) (entries[at + LINK] >>> 32) & slots.length - 1;
    entries[at + LINK] = entries[at + LINK] & 0xFFFFFFFF00000000L | slots[slot];
    slots[slot] = entry;
  }
}
