package dev.understudy.cluster.trace;

import java.util.List;
import java.util.Locale;

/**
 * One thing that happened in a cluster. A trace is the ordered list of them; diagrams, invariants,
 * drills, golden files and exports read this list and nothing else.
 *
 * <p>Times are nanoseconds since the cluster was made, by the world's own clock (virtual when
 * simulated), not by the possibly skewed clock of a node.
 */
public sealed interface TraceEvent {

  /** When it happened: nanoseconds since the cluster was made. */
  long atNanos();

  /** The lane it belongs to: a node or a client; for a fault the first node it touches, or "". */
  String where();

  /** The event as one line of text, without its time. */
  String text();

  /** A node or client belongs to the cluster from now on; this decides the order of lanes. */
  record Joined(long atNanos, String node, boolean client) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return client ? "joins, beside the members" : "joins as a member";
    }
  }

  /** A node or client began to run; {@code incarnation} counts its starts from 1. */
  record Started(long atNanos, String node, int incarnation, boolean client) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return incarnation == 1 ? "starts" : "restarts, incarnation " + incarnation;
    }
  }

  /** A message left {@code from}; {@code id} is the same in its delivery or drop. */
  record Sent(long atNanos, long id, String from, String to, Object message) implements TraceEvent {
    @Override
    public String where() {
      return from;
    }

    @Override
    public String text() {
      return "-> " + to + "  #" + id + " " + message;
    }
  }

  /** A message was handed to {@code to}. A duplicate is delivered twice under one id. */
  record Delivered(long atNanos, long id, String from, String to, Object message)
      implements TraceEvent {
    @Override
    public String where() {
      return to;
    }

    @Override
    public String text() {
      return "<- " + from + "  #" + id + " " + message;
    }
  }

  /** A message was lost on its way, and why: "partition", "crashed", "loss", … */
  record Dropped(long atNanos, long id, String from, String to, Object message, String reason)
      implements TraceEvent {
    @Override
    public String where() {
      return to;
    }

    @Override
    public String text() {
      return "x  " + from + "  #" + id + " " + message + " dropped: " + reason;
    }
  }

  /** A timer of a node went off. */
  record TimerFired(long atNanos, String node, String timer) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return "timer " + timer;
    }
  }

  /** A node handed a record to its disk: written, not yet durable. */
  record Saved(long atNanos, String node, Object saved) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return "saves " + saved;
    }
  }

  /** All that a node had saved before is now durable. */
  record Flushed(long atNanos, String node, int records) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return "flushed " + records + (records == 1 ? " record" : " records");
    }
  }

  /** A node took another role (leader, follower, …) in an epoch or term. */
  record RoleChanged(long atNanos, String node, String role, long epoch) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return "becomes " + role + " of epoch " + epoch;
    }
  }

  /** What kind of trouble a fault is. */
  enum FaultKind {
    CRASH,
    CRASH_LOOP,
    FAILPOINT,
    PAUSE,
    PARTITION,
    BRIDGE,
    RING,
    REGION,
    CUT,
    FLAPPING,
    SLOW,
    OVERLOAD,
    LOSS,
    DUPLICATION,
    REORDERING,
    DELAY,
    SKEW,
    DRIFT,
    STEP,
    DISK,
    DISK_FULL,
    SLOW_DISK,
    SYNC_FAILURE,
    BIT_ROT;

    /** The kind as people read it: "slow disk". */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * A fault began. {@code fault} pairs it with its end; {@code nodes} are the lanes it touches,
   * {@code detail} says it in words ("athens | byzantium cyrene").
   */
  record FaultBegan(long atNanos, long fault, FaultKind kind, List<String> nodes, String detail)
      implements TraceEvent {
    public FaultBegan {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String where() {
      return nodes.isEmpty() ? "" : nodes.get(0);
    }

    @Override
    public String text() {
      return "FAULT " + kind.words() + " begins: " + detail;
    }
  }

  /** The fault with this number ended. */
  record FaultEnded(long atNanos, long fault, FaultKind kind, List<String> nodes)
      implements TraceEvent {
    public FaultEnded {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String where() {
      return nodes.isEmpty() ? "" : nodes.get(0);
    }

    @Override
    public String text() {
      return "FAULT " + kind.words() + " ends: " + String.join(" ", nodes);
    }
  }

  /** A client asked for an operation; {@code call} pairs it with its outcome. */
  record ClientCalled(long atNanos, String client, long call, Object operation)
      implements TraceEvent {
    @Override
    public String where() {
      return client;
    }

    @Override
    public String text() {
      return "calls   [" + call + "] " + operation;
    }
  }

  /** How a client's call ended; {@code ok} is true only for an acknowledged one. */
  record ClientReturned(long atNanos, String client, long call, boolean ok, Object outcome)
      implements TraceEvent {
    @Override
    public String where() {
      return client;
    }

    @Override
    public String text() {
      return "returns [" + call + "] " + outcome;
    }
  }

  /** A remark of a node or of an operator, for people. */
  record Noted(long atNanos, String node, String remark) implements TraceEvent {
    @Override
    public String where() {
      return node;
    }

    @Override
    public String text() {
      return "note: " + remark;
    }
  }
}
