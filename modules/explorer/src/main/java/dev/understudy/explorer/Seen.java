package dev.understudy.explorer;

/** The states that were met, each as 128 bits. */
final class Seen {
  private static final int FIRST_SIZE = 1 << 12;
  private static final int MOST_SLOTS = 1 << 29;

  private long[] slots = new long[2 * FIRST_SIZE]; // two for each state; 0, 0 is an empty one
  private int count;

  /** Remembers a state; false if it was known. */
  boolean add(long high, long low) {
    long first = high == 0 && low == 0 ? 1 : high;
    if (2 * (count + 1) > slots.length / 2) {
      grow();
    }
    int slot = find(slots, first, low);
    if (slots[slot] == first && slots[slot + 1] == low) {
      return false;
    }
    slots[slot] = first;
    slots[slot + 1] = low;
    count++;
    return true;
  }

  private void grow() {
    long[] old = slots;
    if (old.length >= MOST_SLOTS) {
      throw new IllegalStateException("more than " + count + " states: search with closer bounds");
    }
    slots = new long[Math.multiplyExact(old.length, 2)];
    for (int i = 0; i < old.length; i += 2) {
      if ((old[i] | old[i + 1]) != 0) {
        int slot = find(slots, old[i], old[i + 1]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }

  /** Where this state is, or the empty slot where it would be. */
  private static int find(long[] slots, long high, long low) {
    int mask = slots.length / 2 - 1;
    int at = (int) (low ^ low >>> 32) & mask;
    while ((slots[2 * at] | slots[2 * at + 1]) != 0
        && (slots[2 * at] != high || slots[2 * at + 1] != low)) {
      at = at + 1 & mask;
    }
    return 2 * at;
  }
}
