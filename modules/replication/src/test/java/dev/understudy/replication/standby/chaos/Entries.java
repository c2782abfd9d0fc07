package dev.understudy.replication.standby.chaos;

import dev.understudy.replication.Copy;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.Standby;
import java.util.List;

/**
 * The log of somebody, as far as it is there.
 *
 * @param start the index before the first entry: so far a snapshot stands for it
 * @param startEpoch the epoch of the entry there
 * @param entries the rest
 */
record Entries(long start, long startEpoch, List<Entry> entries) {
  static Entries of(Standby.State state) {
    return of(state.front(), state.log());
  }

  static Entries of(Replica.State state) {
    return of(state.front(), state.log());
  }

  private static Entries of(Copy.Front front, List<Entry> log) {
    return front.base() == null
        ? new Entries(0, 0, log)
        : new Entries(front.base().index(), front.base().epoch(), log);
  }

  long last() {
    return start + entries.size();
  }

  Entry at(long index) {
    return entries.get((int) (index - start - 1));
  }

  /**
   * The index of our first entry that the other has not, or another one there; if there is none, the
   * index behind our last. What a snapshot stands for cannot be compared.
   */
  long firstThatDiffers(Entries other) {
    long index = Math.max(start, other.start) + 1;
    while (index <= Math.min(last(), other.last()) && at(index).equals(other.at(index))) {
      index++;
    }
    return index;
  }
}
