package dev.understudy.cluster.trace;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  /** The lanes of a diagram: every node and client in the order in which they joined or started. */
  public List<String> lanes() {
    return events.stream()
        .filter(e -> e instanceof TraceEvent.Joined || e instanceof TraceEvent.Started)
        .map(TraceEvent::where)
        .distinct()
        .toList();
  }

  /**
   * One call of a client.
   *
   * @param client who called
   * @param number counts its calls from 1
   * @param operation what was asked
   * @param called when it was asked
   * @param returned when its outcome was known; null if it is still open
   * @param ok whether it was acknowledged
   */
  public record Call(
      String client,
      long number,
      Object operation,
      Duration called,
      Duration returned,
      boolean ok) {
    /** How long its client waited for the outcome. */
    public Duration latency() {
      return returned.minus(called);
    }
  }

  /** Every call of every client, in the order in which they were made. */
  public List<Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    for (TraceEvent event : events) {
      Duration at = Duration.ofNanos(event.atNanos());
      if (event instanceof TraceEvent.ClientCalled c) {
        calls.put(
            c.client() + " " + c.call(),
            new Call(c.client(), c.call(), c.operation(), at, null, false));
      } else if (event instanceof TraceEvent.ClientReturned r) {
        calls.computeIfPresent(
            r.client() + " " + r.call(),
            (key, c) -> new Call(c.client(), c.number(), c.operation(), c.called(), at, r.ok()));
      }
    }
    return List.copyOf(calls.values());
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

  /**
   * One event a line, with all that its hash knows: the time to the nanosecond, the lane, what
   * happened, and in braces the hash of this event alone, which also knows what its words leave out.
   */
  public List<String> exactLines() {
    return events.stream()
        .map(event -> String.format(
                Locale.ROOT,
                "%d.%09d  %-10s  %s  {%016x}",
                event.atNanos() / 1_000_000_000,
                event.atNanos() % 1_000_000_000,
                event.where(),
                event.text(),
                Recorder.hashOf(event))
            .replace("\n", "\\n")
            .replace("\r", "\\r"))
        .toList();
  }
}
