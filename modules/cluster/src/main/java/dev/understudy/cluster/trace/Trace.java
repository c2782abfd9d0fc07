package dev.understudy.cluster.trace;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All that happened in a cluster, in order.
 *
 * @param seed the seed of the simulated world, or 0 for a world that has none
 * @param events what happened, oldest first
 * @param hash a fingerprint of every event since the cluster was made; equal for equal runs, on
 *     every JDK
 */
public record Trace(long seed, List<TraceEvent> events, long hash) {
  public Trace {
    events = List.copyOf(events);
  }

  /** The part of this trace between two times (from inclusive, to exclusive); the hash stays. */
  public Trace between(Duration from, Duration to) {
    long first = from.toNanos();
    long last = to.toNanos();
    return new Trace(
        seed,
        events.stream().filter(e -> e.atNanos() >= first && e.atNanos() < last).toList(),
        hash);
  }

  /** The lanes of a diagram: every node and client in the order in which they first started. */
  public List<String> lanes() {
    return events.stream()
        .filter(TraceEvent.Started.class::isInstance)
        .map(TraceEvent::where)
        .distinct()
        .toList();
  }

  /** One event a line: seconds, lane, what happened. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    for (TraceEvent event : events) {
      lines.append(line(event)).append('\n');
    }
    return lines.toString();
  }

  /** One event as {@link #text()} prints it, without a line end. */
  public static String line(TraceEvent event) {
    long micros = event.atNanos() / 1000;
    return String.format(
            Locale.ROOT,
            "%5d.%06d  %-10s  %s",
            micros / 1_000_000,
            micros % 1_000_000,
            event.where(),
            event.text())
        .stripTrailing();
  }
}
