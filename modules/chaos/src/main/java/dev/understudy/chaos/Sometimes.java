package dev.understudy.chaos;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what a subject hopes to see in some runs. */
public final class Sometimes {
  private final SortedMap<String, Long> counts = new TreeMap<>();

  /** It happened. */
  public void saw(String hope) {
    saw(hope, 1);
  }

  /** It happened so many times, or not at all. */
  public void saw(String hope, long times) {
    if (times > 0) {
      counts.merge(hope, times, Long::sum);
    }
  }

  /** How often each was seen. */
  public SortedMap<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}
