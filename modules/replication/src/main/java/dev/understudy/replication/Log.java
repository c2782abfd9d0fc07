package dev.understudy.replication;

import java.util.ArrayList;
import java.util.List;

/** The entries of one replica, numbered from 1: a list that knows epochs. */
public final class Log {
  private record Range(long index, int length, List<Entry> entries) {}

  private final List<Entry> entries = new ArrayList<>();
  private Range lastRead = new Range(0, 0, List.of()); // the next follower mostly needs the same

  /** A log that begins with these. */
  public Log(List<Entry> recovered) {
    entries.addAll(recovered);
  }

  /** The index of the last entry; 0 if there is none. */
  public long lastIndex() {
    return entries.size();
  }

  /** The epoch of the last entry; 0 if there is none. */
  public long lastEpoch() {
    return epochAt(lastIndex());
  }

  /** The epoch of the entry with this index; 0 for index 0, which stands before the first entry. */
  public long epochAt(long index) {
    return index == 0 ? 0 : at(index).epoch();
  }

  Entry at(long index) {
    return entries.get((int) index - 1);
  }

  /** True if there is an entry with this index, and it is of this epoch. */
  public boolean has(long index, long epoch) {
    return index <= lastIndex() && epochAt(index) == epoch;
  }

  /** The entries from an index on, at most so many. */
  public List<Entry> from(long index, int most) {
    int length = (int) Math.min(lastIndex() - index + 1, most);
    if (lastRead.index() != index || lastRead.length() != length) {
      int start = (int) index - 1;
      lastRead = new Range(index, length, List.copyOf(entries.subList(start, start + length)));
    }
    return lastRead.entries();
  }

  /** How long the commands of the entries behind this index are together. */
  long charactersAfter(long index) {
    long sum = 0;
    for (Entry entry : entries.subList((int) index, entries.size())) {
      sum += entry.request() == null ? 0 : entry.request().command().length();
    }
    return sum;
  }

  /** All entries, from the first. */
  public List<Entry> all() {
    return List.copyOf(entries);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /** Keeps the first {@code length} entries only. */
  void truncate(long length) {
    lastRead = new Range(0, 0, List.of());
    entries.subList((int) length, entries.size()).clear();
  }

  /**
   * Up to where a leader may have the same entries, given that its entry before {@code index} was
   * another than ours: before the epoch of ours, since within one epoch logs do not differ.
   */
  public long lastAgreementBefore(long index) {
    if (index - 1 > lastIndex()) {
      return lastIndex();
    }
    long agreed = index - 1;
    long disputed = epochAt(agreed);
    while (agreed > 0 && epochAt(agreed) == disputed) {
      agreed--;
    }
    return agreed;
  }
}
