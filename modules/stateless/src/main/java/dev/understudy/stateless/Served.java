package dev.understudy.stateless;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.stateless.StatelessMessage.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clients of a pool got, from a trace alone.
 *
 * @param asked how many requests clients made
 * @param answered how many of them were acknowledged
 * @param failed how many ended without an acknowledgement, failed or unknown
 * @param retried how many were sent to more than one API node
 * @param longestWait how long one client waited at most
 * @param outage the sum of all stretches longer than {@link #TOLERATED} in which a client waited and
 *     no client was answered
 * @param lasted how long the whole run took
 */
public record Served(
    int asked,
    int answered,
    int failed,
    int retried,
    Duration longestWait,
    Duration outage,
    Duration lasted) {
  /** A silence for so long is no outage: about as long does a client wait before it asks again. */
  public static final Duration TOLERATED = Duration.ofMillis(200);

  /** Counts what stands in a trace. */
  public static Served of(Trace trace) {
    List<Trace.Call> calls = trace.calls();
    List<TraceEvent> events = trace.events();
    return new Served(
        calls.size(),
        (int) calls.stream().filter(Trace.Call::ok).count(),
        (int)
            calls.stream().filter(call -> call.returned() != null && !call.ok()).count(),
        (int) askedBy(trace).values().stream()
            .filter(nodes -> nodes.stream().distinct().count() > 1)
            .count(),
        calls.stream()
            .filter(call -> call.returned() != null)
            .map(Trace.Call::latency)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO),
        outage(events),
        Duration.ofNanos(events.isEmpty() ? 0 : events.get(events.size() - 1).atNanos()));
  }

  /** The API nodes that were asked for each request, by client and number, in that order. */
  static SortedMap<String, List<String>> askedBy(Trace trace) {
    SortedMap<String, List<String>> nodes = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Sent sent && sent.message() instanceof Work work) {
        String id = work.request().client() + " " + work.request().sequence();
        nodes.computeIfAbsent(id, first -> new ArrayList<>()).add(sent.to());
      }
    }
    return nodes;
  }

  /** The share of time without an outage. */
  public double availability() {
    return lasted.isZero() ? 1 : 1 - (double) outage.toNanos() / lasted.toNanos();
  }

  private static Duration outage(List<TraceEvent> events) {
    long sum = 0;
    long silentSince = 0;
    int waiting = 0;
    for (TraceEvent event : events) {
      if (event instanceof TraceEvent.ClientCalled) {
        silentSince = waiting == 0 ? event.atNanos() : silentSince;
        waiting++;
      } else if (event instanceof TraceEvent.ClientReturned returned) {
        waiting--;
        if (returned.ok()) {
          sum += counted(event.atNanos() - silentSince);
          silentSince = event.atNanos();
        } else if (waiting == 0) {
          sum += counted(event.atNanos() - silentSince);
        }
      }
    }
    return Duration.ofNanos(
        waiting == 0 ? sum : sum + counted(events.get(events.size() - 1).atNanos() - silentSince));
  }

  private static long counted(long silence) {
    return silence > TOLERATED.toNanos() ? silence : 0;
  }

  /** All figures in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d requests answered, %d failed, %d sent to another node; longest wait %.3f s,"
            + " outage %.3f s",
        answered,
        asked,
        failed,
        retried,
        longestWait.toNanos() / 1e9,
        outage.toNanos() / 1e9);
  }
}
