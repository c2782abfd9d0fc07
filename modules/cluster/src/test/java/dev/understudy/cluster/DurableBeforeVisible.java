package dev.understudy.cluster;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a trace: did any message leave a node while a record of it was not on the disk? */
public final class DurableBeforeVisible {
  private DurableBeforeVisible() {}

  /** The first message that left too early, in words. */
  public static Optional<String> violation(Trace trace) {
    Map<String, Integer> unflushed = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Saved saved) {
        unflushed.merge(saved.node(), 1, Integer::sum);
      } else if (event instanceof TraceEvent.Flushed flushed) {
        unflushed.merge(flushed.node(), -flushed.records(), Integer::sum);
      } else if (event instanceof TraceEvent.Started started) {
        unflushed.put(started.node(), 0);
      } else if (event instanceof TraceEvent.Sent sent && unflushed.get(sent.from()) > 0) {
        return Optional.of(
            sent.from() + " says " + sent.message() + " before its records are durable");
      }
    }
    return Optional.empty();
  }
}
