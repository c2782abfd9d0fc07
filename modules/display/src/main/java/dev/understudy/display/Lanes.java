package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.cluster.trace.TraceEvent.Delivered;
import dev.understudy.cluster.trace.TraceEvent.Dropped;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import dev.understudy.cluster.trace.TraceEvent.Started;
import dev.understudy.display.Scene.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which columns a trace needs: nodes in the order of their first start, then clients. */
final class Lanes {
  private Lanes() {}

  /**
   * Every lane that is named anywhere. A trace that was cut with {@link Trace#between} may have lost
   * its starts; its lanes then come in the order in which they are first named.
   */
  static List<Lane> of(Trace trace) {
    Map<String, Boolean> clients = new LinkedHashMap<>();
    trace.lanes().forEach(name -> clients.put(name, false));
    for (TraceEvent event : trace.events()) {
      names(event).filter(n -> !n.isEmpty()).forEach(name -> clients.putIfAbsent(name, false));
      if (isClient(event)) {
        clients.put(event.where(), true);
      }
    }
    Stream<Lane> nodes = clients.keySet().stream().filter(n -> !clients.get(n)).map(Lanes::node);
    Stream<Lane> others =
        clients.keySet().stream().filter(clients::get).map(n -> new Lane(n, true));
    return Stream.concat(nodes, others).toList();
  }

  private static Lane node(String name) {
    return new Lane(name, false);
  }

  private static boolean isClient(TraceEvent event) {
    return event instanceof ClientCalled
        || event instanceof ClientReturned
        || (event instanceof Started start && start.client());
  }

  private static Stream<String> names(TraceEvent event) {
    if (event instanceof Sent e) {
      return Stream.of(e.from(), e.to());
    } else if (event instanceof Delivered e) {
      return Stream.of(e.from(), e.to());
    } else if (event instanceof Dropped e) {
      return Stream.of(e.from(), e.to());
    } else if (event instanceof FaultBegan e) {
      return e.nodes().stream();
    }
    return Stream.of(event.where());
  }
}
