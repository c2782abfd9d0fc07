package dev.understudy.replication;

import dev.understudy.checker.History;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import java.util.Set;
import java.util.TreeSet;

/** Which writes a leader acknowledged while it said of itself that SEMI_SYNC goes on alone. */
final class AcknowledgedAlone {
  private AcknowledgedAlone() {}

  /** The keys of those writes, by name. */
  static Set<String> keys(Trace trace) {
    Set<String> alone = new TreeSet<>(); // who is
    Set<String> acknowledged = new TreeSet<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Noted noted) {
        if (noted.remark().startsWith(Fallback.ALONE)) {
          alone.add(noted.node());
        } else if (noted.remark().equals(Fallback.TOGETHER)) {
          alone.remove(noted.node());
        }
      } else if (event instanceof TraceEvent.Started started) {
        alone.remove(started.node());
      } else if (event instanceof TraceEvent.Sent sent
          && sent.message() instanceof Done done
          && alone.contains(sent.from())) {
        acknowledged.add(sent.to() + " " + done.sequence());
      }
    }
    Set<String> keys = new TreeSet<>();
    History.of(trace).operations().stream()
        .filter(operation -> acknowledged.contains(operation.client() + " " + operation.number()))
        .forEach(operation -> keys.add(operation.command().key()));
    return keys;
  }
}
