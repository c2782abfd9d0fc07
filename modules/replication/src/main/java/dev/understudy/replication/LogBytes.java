package dev.understudy.replication;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many bytes the commands of a leader's log have. No write waits for that: they are summed up when
 * somebody asks, each entry once, and a sum is kept every {@link #STEP} entries, so that the answer
 * takes no longer for who lags more.
 */
final class LogBytes {
  static final int STEP = 1024;

  private final Log log;
  private final TreeMap<Long, Long> sums = new TreeMap<>(); // of all entries up to an index
  private long summed; // up to here
  private long sum;

  LogBytes(Log log) {
    this.log = log;
    sums.put(0L, 0L);
  }

  /** Of the entries behind this index; those with which leaders begin have none. */
  long after(long index) {
    while (summed < log.lastIndex()) {
      sum += bytes(++summed);
      if (summed % STEP == 0) {
        sums.put(summed, sum);
      }
    }
    Map.Entry<Long, Long> kept = sums.floorEntry(index);
    long before = kept.getValue();
    for (long i = kept.getKey() + 1; i <= index; i++) {
      before += bytes(i);
    }
    return sum - before;
  }

  private int bytes(long index) {
    Entry entry = log.at(index);
    return entry.request() == null ? 0 : entry.request().command().bytes();
  }
}
