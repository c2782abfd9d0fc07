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
import dev.understudy.display.Scene.Call;
import dev.understudy.display.Scene.Fate;
import dev.understudy.display.Scene.Fault;
import dev.understudy.display.Scene.Kind;
import dev.understudy.display.Scene.Mark;
import dev.understudy.display.Scene.Message;
import dev.understudy.display.Scene.Result;
import dev.understudy.display.Scene.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a trace from its beginning to the end of the window and joins what belongs together. What
 * lies before the window is read too: a role taken long ago still colours the lane.
 */
final class SceneReader {
  private final long from;
  private final long to;
  private final boolean timers;

  private final Map<Long, Sent> sent = new LinkedHashMap<>();
  private final Map<Long, Integer> arrivals = new LinkedHashMap<>();
  private final Map<String, RoleChanged> openRoles = new LinkedHashMap<>();
  private final Map<Long, FaultBegan> openFaults = new LinkedHashMap<>();
  private final Map<String, ClientCalled> openCalls = new LinkedHashMap<>();

  private final List<Message> messages = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  SceneReader(long from, long to, boolean timers) {
    this.from = from;
    this.to = to;
    this.timers = timers;
  }

  /** Everything in the window, nothing folded yet. */
  Scene read(Trace trace) {
    trace.events().stream().filter(e -> e.atNanos() <= to).forEach(this::on);
    sent.values().stream()
        .filter(s -> !arrivals.containsKey(s.id()) && s.atNanos() >= from)
        .forEach(s ->
            messages.add(message(s.id(), s.message(), s.from(), s.to(), to, Fate.IN_FLIGHT, "")));
    List.copyOf(openRoles.keySet()).forEach(node -> endRole(node, to));
    openFaults.values().forEach(f -> addFault(f, to, false));
    openCalls.values().forEach(c -> addCall(c, to, Result.OPEN, ""));
    return new Scene(
        Lanes.of(trace),
        from,
        to,
        messages,
        roles,
        faults,
        Slots.assign(calls),
        marks,
        List.of(),
        Scene.Outside.NOTHING);
  }

  private void on(TraceEvent event) {
    if (event instanceof Sent e) {
      sent.put(e.id(), e);
    } else if (event instanceof Delivered e) {
      Fate fate = arrivals.merge(e.id(), 1, Integer::sum) == 1 ? Fate.DELIVERED : Fate.AGAIN;
      arrived(message(e.id(), e.message(), e.from(), e.to(), e.atNanos(), fate, ""));
    } else if (event instanceof Dropped e) {
      arrivals.merge(e.id(), 1, Integer::sum);
      arrived(
          message(e.id(), e.message(), e.from(), e.to(), e.atNanos(), Fate.DROPPED, e.reason()));
    } else if (event instanceof RoleChanged e) {
      endRole(e.node(), e.atNanos());
      openRoles.put(e.node(), e);
    } else if (event instanceof FaultBegan e) {
      onFault(e);
    } else if (event instanceof FaultEnded e) {
      FaultBegan began = openFaults.remove(e.fault());
      if (began != null) {
        addFault(began, e.atNanos(), true);
      }
    } else if (event instanceof ClientCalled e) {
      openCalls.put(e.client() + " " + e.call(), e);
    } else if (event instanceof ClientReturned e) {
      ClientCalled call = openCalls.remove(e.client() + " " + e.call());
      if (call != null) {
        addCall(call, e.atNanos(), result(e), String.valueOf(e.outcome()));
      }
    } else {
      onMark(event);
    }
  }

  private void onMark(TraceEvent event) {
    if (event instanceof Started e) {
      mark(e.atNanos(), e.node(), e.incarnation() > 1 ? Kind.RESTART : Kind.START, "");
    } else if (event instanceof Saved e) {
      mark(e.atNanos(), e.node(), Kind.SAVE, String.valueOf(e.saved()));
    } else if (event instanceof Flushed e) {
      mark(e.atNanos(), e.node(), Kind.FLUSH, "");
    } else if (event instanceof TimerFired e && timers) {
      mark(e.atNanos(), e.node(), Kind.TIMER, e.timer());
    } else if (event instanceof Noted e) {
      mark(e.atNanos(), e.node(), Kind.NOTE, e.remark());
    }
  }

  private void onFault(FaultBegan fault) {
    openFaults.put(fault.fault(), fault);
    if (fault.kind() == FaultKind.CRASH) {
      fault.nodes().forEach(node -> endRole(node, fault.atNanos()));
    }
  }

  static Result result(ClientReturned returned) {
    if (returned.ok()) {
      return Result.OK;
    }
    String outcome = String.valueOf(returned.outcome()).toLowerCase(Locale.ROOT);
    boolean unknown = outcome.startsWith("unknown");
    return unknown ? Result.UNKNOWN : Result.FAIL;
  }

  private Message message(
      long id, Object body, String from, String to, long end, Fate fate, String reason) {
    Sent start = sent.get(id);
    long at = start == null ? this.from : Math.max(this.from, start.atNanos());
    return new Message(id, at, end, from, to, String.valueOf(body), fate, reason);
  }

  private void arrived(Message message) {
    if (message.end() >= from) {
      messages.add(message);
    }
  }

  private void endRole(String node, long at) {
    RoleChanged role = openRoles.remove(node);
    if (role != null && at >= from) {
      boolean began = role.atNanos() >= from;
      roles.add(
          new Role(node, Math.max(from, role.atNanos()), at, role.role(), role.epoch(), began));
    }
  }

  private void addFault(FaultBegan f, long end, boolean ended) {
    if (end >= from) {
      long start = Math.max(from, f.atNanos());
      boolean began = f.atNanos() >= from;
      faults.add(new Fault(f.kind(), f.nodes(), f.detail(), start, end, began, ended));
    }
  }

  private void addCall(ClientCalled call, long end, Result result, String outcome) {
    if (end < from) {
      return;
    }
    long start = Math.max(from, call.atNanos());
    boolean began = call.atNanos() >= from;
    String operation = String.valueOf(call.operation());
    calls.add(new Call(call.client(), start, end, operation, result, outcome, began, 0));
  }

  private void mark(long at, String lane, Kind kind, String text) {
    if (at < from) {
      return;
    }
    int last = marks.size() - 1;
    if (last >= 0 && kind != Kind.NOTE) {
      Mark before = marks.get(last);
      if (before.at() == at && before.lane().equals(lane) && before.kind() == kind) {
        marks.set(last, new Mark(at, lane, kind, before.text(), before.count() + 1));
        return;
      }
    }
    marks.add(new Mark(at, lane, kind, text, 1));
  }
}
