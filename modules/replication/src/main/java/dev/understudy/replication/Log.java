package dev.understudy.replication;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries of one replica, a list that knows epochs. They are numbered from 1; a snapshot may stand
 * for the first of them, up to the <em>base</em>.
 */
public final class Log {
  private record Range(long index, int length, List<Entry> entries) {}

  private final List<Entry> entries = new ArrayList<>();
  private long base;
  private long baseEpoch;
  private Range lastRead = new Range(0, 0, List.of()); // the next follower mostly needs the same

  /** A log that begins with these. */
  public Log(List<Entry> recovered) {
    this(0, 0, recovered);
  }

  /** A log whose first entries, up to one of this index and epoch, a snapshot stands for. */
  Log(long base, long baseEpoch, List<Entry> recovered) {
    this.base = base;
    this.baseEpoch = baseEpoch;
    entries.addAll(recovered);
  }

  /** The index of the last entry that a snapshot stands for; 0 if none does. */
  public long base() {
    return base;
  }

  /** How many entries there are behind the base. */
  int length() {
    return entries.size();
  }

  /** The index of the last entry; 0 if there never was one. */
  public long lastIndex() {
    return base + entries.size();
  }

  /** The epoch of the last entry; 0 if there never was one. */
  public long lastEpoch() {
    return epochAt(lastIndex());
  }

  /**
   * The epoch of the entry with this index, which is not before the base; 0 for index 0, which stands
   * before the first entry.
   */
  public long epochAt(long index) {
    return index == base ? baseEpoch : at(index).epoch();
  }

  Entry at(long index) {
    return entries.get(place(index));
  }

  private int place(long index) {
    return (int) (index - base) - 1;
  }

  /** True if there is an entry with this index, not before the base, and it is of this epoch. */
  public boolean has(long index, long epoch) {
    return index >= base && index <= lastIndex() && epochAt(index) == epoch;
  }

  /** The entries from an index on, at most so many. */
  public List<Entry> from(long index, int most) {
    int length = (int) Math.min(lastIndex() - index + 1, most);
    if (lastRead.index() != index || lastRead.length() != length) {
      int start = place(index);
      lastRead = new Range(index, length, List.copyOf(entries.subList(start, start + length)));
    }
    return lastRead.entries();
  }

  /** How long the commands of the entries behind this index are together, of those behind the base. */
  long charactersAfter(long index) {
    return characters(index, lastIndex(), 0);
  }

  /** The same, up to another index, with so many more for each entry. */
  long characters(long after, long last, int more) {
    long sum = 0;
    for (Entry entry : entries.subList(place(Math.max(after, base)) + 1, place(last) + 1)) {
      sum += more + (entry.request() == null ? 0 : entry.request().command().length());
    }
    return sum;
  }

  /** All entries behind the base. */
  public List<Entry> all() {
    return List.copyOf(entries);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /** Keeps the entries up to this index only. */
  void truncate(long last) {
    lastRead = new Range(0, 0, List.of());
    entries.subList(place(last) + 1, entries.size()).clear();
  }

  /** From now on a snapshot stands for the entries up to this index. */
  void compact(long index) {
    long epoch = epochAt(index);
    entries.subList(0, place(index) + 1).clear();
    base = index;
    baseEpoch = epoch;
  }

  /** From now on a snapshot stands for all there was, up to an entry of this index and epoch. */
  void replace(long index, long epoch) {
    lastRead = new Range(0, 0, List.of());
    entries.clear();
    base = index;
    baseEpoch = epoch;
  }

  /**
   * Up to where a leader may have the same entries, given that its entry before {@code index} was
   * another than ours: before the epoch of ours, since within one epoch logs do not differ. Never
   * before the base.
   */
  public long lastAgreementBefore(long index) {
    if (index - 1 > lastIndex()) {
      return lastIndex();
    }
    long agreed = index - 1;
    long disputed = epochAt(agreed);
    while (agreed > base && epochAt(agreed) == disputed) {
      agreed--;
    }
    return agreed;
  }
}
