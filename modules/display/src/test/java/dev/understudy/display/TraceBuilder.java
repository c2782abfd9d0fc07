package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.cluster.trace.TraceEvent.Delivered;
import dev.understudy.cluster.trace.TraceEvent.Dropped;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.cluster.trace.TraceEvent.Flushed;
import dev.understudy.cluster.trace.TraceEvent.Noted;
import dev.understudy.cluster.trace.TraceEvent.RoleChanged;
import dev.understudy.cluster.trace.TraceEvent.Saved;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import dev.understudy.cluster.trace.TraceEvent.Started;
import dev.understudy.cluster.trace.TraceEvent.TimerFired;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a trace by hand; times are milliseconds. */
final class TraceBuilder {
  private final List<TraceEvent> events = new ArrayList<>();
  private long messages;
  private long faults;

  static long at(double millis) {
    return Math.round(millis * 1_000_000);
  }

  TraceBuilder nodes(String... names) {
    for (String name : names) {
      events.add(new Started(0, name, 1, false));
    }
    return this;
  }

  TraceBuilder clients(String... names) {
    for (String name : names) {
      events.add(new Started(0, name, 1, true));
    }
    return this;
  }

  TraceBuilder restart(double millis, String node) {
    events.add(new Started(at(millis), node, 2, false));
    return this;
  }

  TraceBuilder message(double sent, double delivered, String from, String to, Object message) {
    long id = ++messages;
    events.add(new Sent(at(sent), id, from, to, message));
    events.add(new Delivered(at(delivered), id, from, to, message));
    return this;
  }

  TraceBuilder twice(
      double sent, double first, double second, String from, String to, Object body) {
    message(sent, first, from, to, body);
    events.add(new Delivered(at(second), messages, from, to, body));
    return this;
  }

  TraceBuilder lost(double sent, double lost, String from, String to, Object body, String reason) {
    long id = ++messages;
    events.add(new Sent(at(sent), id, from, to, body));
    events.add(new Dropped(at(lost), id, from, to, body, reason));
    return this;
  }

  TraceBuilder underway(double sent, String from, String to, Object message) {
    events.add(new Sent(at(sent), ++messages, from, to, message));
    return this;
  }

  TraceBuilder role(double millis, String node, String role, long epoch) {
    events.add(new RoleChanged(at(millis), node, role, epoch));
    return this;
  }

  TraceBuilder saved(double millis, String node, Object saved) {
    events.add(new Saved(at(millis), node, saved));
    return this;
  }

  TraceBuilder flushed(double millis, String node) {
    events.add(new Flushed(at(millis), node, 1));
    return this;
  }

  TraceBuilder timer(double millis, String node, String timer) {
    events.add(new TimerFired(at(millis), node, timer));
    return this;
  }

  TraceBuilder note(double millis, String node, String remark) {
    events.add(new Noted(at(millis), node, remark));
    return this;
  }

  /** A fault from one time to another; a negative end never comes. */
  TraceBuilder fault(double from, double to, FaultKind kind, String detail, String... nodes) {
    long id = ++faults;
    events.add(new FaultBegan(at(from), id, kind, List.of(nodes), detail));
    if (to >= 0) {
      events.add(new FaultEnded(at(to), id, kind, List.of(nodes)));
    }
    return this;
  }

  TraceBuilder call(
      double from,
      double to,
      String client,
      long call,
      Object operation,
      boolean ok,
      Object outcome) {
    events.add(new ClientCalled(at(from), client, call, operation));
    if (to >= 0) {
      events.add(new ClientReturned(at(to), client, call, ok, outcome));
    }
    return this;
  }

  Trace build() {
    List<TraceEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparingLong(TraceEvent::atNanos));
    return new Trace(42, sorted, 7);
  }
}
