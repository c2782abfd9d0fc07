package dev.understudy.recovery;

import dev.understudy.cluster.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is done when, from outside of the nodes: by clocks of hosts, by people, by users. */
final class Timetable {
  private final TreeMap<Instant, List<Runnable>> entries = new TreeMap<>();

  /** Once; of two entries of one moment the one that was added first comes first. */
  Timetable at(String time, Runnable what) {
    return at(Instant.parse(time), what);
  }

  /** Once. */
  Timetable at(Instant time, Runnable what) {
    entries.computeIfAbsent(time, none -> new ArrayList<>()).add(what);
    return this;
  }

  /** Again and again from a moment on, until another one. */
  Timetable every(Duration period, Instant from, Instant until, Runnable what) {
    for (Instant time = from; time.isBefore(until); time = time.plus(period)) {
      at(time, what);
    }
    return this;
  }

  /** Lets time pass, and does what stands here. */
  void run(Cluster cluster, Clock clock) {
    entries.forEach((time, all) -> {
      cluster.runFor(Duration.between(clock.instant(), time));
      all.forEach(Runnable::run);
    });
  }
}
