package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.Delivered;
import dev.understudy.cluster.trace.TraceEvent.Dropped;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A trace as a log for ShiViz, a viewer of logs that carry vector clocks (Beschastnikh et al., 2016):
 * its first line is the regular expression that reads the log, the second is empty, and then every
 * event has two lines: lane and clock, and what happened, with its time.
 *
 * <p>An event is after another one here exactly if it is in the trace: by the order on its lane, or
 * because a message was sent in the one and delivered in the other. What no lane could see, a message
 * that was lost and a fault that touches no lane, stands on a lane of its own, {@link #WORLD}.
 */
public final class ShiViz {
  /** Reads one event of the log; ShiViz asks for it. */
  public static final String EXPRESSION =
      "(?<host>\\S+) (?<clock>\\{.*\\})\\n(?<at>\\S+) (?<event>.*)";

  /** The lane of what happens to no lane. */
  public static final String WORLD = "world";

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, Long>> clocks = new LinkedHashMap<>();
  private final Map<Long, Map<String, Long>> underWay = new TreeMap<>();
  private final StringBuilder log = new StringBuilder(EXPRESSION).append("\n\n");

  private ShiViz(Trace trace) {
    TreeSet<String> taken = new TreeSet<>();
    for (Scene.Lane lane : Lanes.of(trace)) {
      names.put(lane.name(), unused(sanitized(lane.name()), taken));
    }
    names.putIfAbsent("", unused(WORLD, taken));
    trace.events().forEach(this::on);
  }

  /** The log of a trace, with a line end after its last line. */
  public static String log(Trace trace) {
    return new ShiViz(trace).log.toString();
  }

  /** Letters, digits and a few signs: the expression ends a name at a space, and JSON at a quote. */
  private static String sanitized(String name) {
    String clean = name.replaceAll("[^\\p{L}\\p{N}._:/-]+", "_");
    return clean.isEmpty() ? "_" : clean;
  }

  private static String unused(String name, TreeSet<String> taken) {
    String free = name;
    for (int next = 2; !taken.add(free); next++) {
      free = name + "_" + next;
    }
    return free;
  }

  private void on(TraceEvent event) {
    if (event instanceof Sent e) {
      underWay.put(e.id(), step(e.from(), event));
    } else if (event instanceof Delivered e) {
      learn(e.to(), underWay.get(e.id()));
      step(e.to(), event);
    } else if (event instanceof Dropped e) {
      learn("", underWay.get(e.id()));
      step("", event);
    } else if (event instanceof FaultBegan e) {
      lanes(e.nodes()).forEach(lane -> step(lane, event));
    } else if (event instanceof FaultEnded e) {
      lanes(e.nodes()).forEach(lane -> step(lane, event));
    } else {
      step(event.where(), event);
    }
  }

  private List<String> lanes(List<String> touched) {
    return touched.isEmpty() ? List.of("") : new ArrayList<>(new TreeSet<>(touched));
  }

  private TreeMap<String, Long> clock(String lane) {
    return clocks.computeIfAbsent(lane, l -> new TreeMap<>());
  }

  /** Whoever gets a message knows all that its sender knew; nothing, if the sending was cut off. */
  private void learn(String lane, Map<String, Long> sender) {
    if (sender != null) {
      sender.forEach((name, count) -> clock(lane).merge(name, count, Math::max));
    }
  }

  /** Counts and writes the event; returns the clock as it is then. */
  private Map<String, Long> step(String lane, TraceEvent event) {
    TreeMap<String, Long> clock = clock(lane);
    clock.merge(names.get(lane), 1L, Long::sum);
    String json = clock.entrySet().stream()
        .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
    log.append(names.get(lane)).append(' ').append(json).append('\n');
    log.append(event.atNanos() / 1000).append("µs ");
    log.append(event.text().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip())
        .append('\n');
    return new TreeMap<>(clock);
  }
}
