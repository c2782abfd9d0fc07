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
  }

  /**
   * Of the entries behind this index, as far as no snapshot stands for them; those with which leaders
   * begin have none.
   */
  long after(long index) {
    sumUp();
    long from = Math.max(index, log.base());
    Map.Entry<Long, Long> kept = sums.higherEntry(from);
    long walked = kept == null ? log.lastIndex() : kept.getKey();
    long bytes = kept == null ? 0 : sum - kept.getValue();
    for (long i = from + 1; i <= walked; i++) {
      bytes += bytes(i);
    }
    return bytes;
  }

  private void sumUp() {
    sums.headMap(log.base(), true).clear();
    if (summed < log.base()) { // then no sum was kept behind the base
      summed = log.base();
      sum = 0;
    }
    while (summed < log.lastIndex()) {
      sum += bytes(++summed);
      if (summed % STEP == 0) {
        sums.put(summed, sum);
      }
    }
  }

  private int bytes(long index) {
    Entry entry = log.at(index);
    return entry.request() == null ? 0 : entry.request().command().bytes();
  }
}
