package dev.understudy.replication;

import java.util.Arrays;

/** The positions of some members, to find the one that so many of them have reached. */
final class Positions {
  private long[] falling = new long[8]; // kept from turn to turn
  private int count;

  void clear() {
    count = 0;
  }

  void add(long position) {
    if (count == falling.length) {
      falling = Arrays.copyOf(falling, 2 * count);
    }
    int place = count++;
    while (place > 0 && falling[place - 1] < position) {
      falling[place] = falling[place - 1];
      place--;
    }
    falling[place] = position;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The last position that so many of them have reached; 0 if there are not so many. */
  long reachedBy(int members) {
    return members > count ? 0 : falling[members - 1];
  }
}
