package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.cluster.trace.TraceEvent.Delivered;
import dev.understudy.cluster.trace.TraceEvent.Dropped;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import dev.understudy.display.Scene.Lane;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes out of a trace the calls that are about something else: those whose text does not have a word,
 * and what their clients sent and got while none of the others was open. What members say to each
 * other stays, for nobody can tell whom it is about.
 */
final class CallsAbout {
  private final String word;
  private final TreeSet<String> clients = new TreeSet<>();
  private final TreeSet<String> open = new TreeSet<>();
  private final TreeMap<String, Integer> openOfClient = new TreeMap<>();
  private final TreeSet<Long> messages = new TreeSet<>();

  private CallsAbout(Trace trace, String word) {
    this.word = word.toLowerCase(Locale.ROOT);
    Lanes.of(trace).stream().filter(Lane::client).forEach(lane -> clients.add(lane.name()));
  }

  static Trace only(Trace trace, String word) {
    CallsAbout calls = new CallsAbout(trace, word);
    List<TraceEvent> kept = trace.events().stream().filter(calls::keeps).toList();
    return new Trace(trace.seed(), kept, trace.hash());
  }

  private boolean keeps(TraceEvent event) {
    if (event instanceof ClientCalled call) {
      boolean keeps = String.valueOf(call.operation()).toLowerCase(Locale.ROOT).contains(word);
      if (keeps) {
        open.add(call.client() + " " + call.call());
        openOfClient.merge(call.client(), 1, Integer::sum);
      }
      return keeps;
    } else if (event instanceof ClientReturned call) {
      boolean keeps = open.remove(call.client() + " " + call.call());
      if (keeps) {
        openOfClient.merge(call.client(), -1, Integer::sum);
      }
      return keeps;
    } else if (event instanceof Sent message) {
      boolean keeps = isWanted(message.from()) && isWanted(message.to());
      if (keeps) {
        messages.add(message.id());
      }
      return keeps;
    } else if (event instanceof Delivered message) {
      return messages.contains(message.id());
    }
    return !(event instanceof Dropped message) || messages.contains(message.id());
  }

  private boolean isWanted(String lane) {
    return !clients.contains(lane) || openOfClient.getOrDefault(lane, 0) > 0;
  }
}
