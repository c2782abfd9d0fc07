package dev.understudy.cluster;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import java.util.List;
import java.util.stream.Collectors;

/** What happened just before something failed; goes along with the failure as a suppressed one. */
public final class LastEvents extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MOST = 20;

  LastEvents(Trace trace) {
    super(text(trace.events()), null, false, false);
  }

  private static String text(List<TraceEvent> events) {
    return events.subList(Math.max(0, events.size() - MOST), events.size()).stream()
        .map(Trace::line)
        .collect(Collectors.joining("\n", "the last events were\n", ""));
  }
}
