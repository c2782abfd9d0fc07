package dev.understudy.cluster.trace;

import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what happens, from any thread, into a trace or into its hash alone. */
public final class Recorder {
  /** How much is kept. */
  public enum Keep {
    /** Every event, and the hash. */
    EVENTS,
    /** The hash of every event, and no event. */
    HASH,
    /** Nothing. */
    NOTHING
  }

  private final long seed;
  private volatile Keep keep = Keep.EVENTS;
  private final List<TraceEvent> events = new ArrayList<>();
  private final Map<Long, FaultBegan> running = new LinkedHashMap<>();
  private long faults;
  private long hash = 17;

  /** An empty recorder for a world of this seed, 0 for a world without one. */
  public Recorder(long seed) {
    this.seed = seed;
  }

  /** From now on keeps so much; what was kept stays. */
  public void keep(Keep much) {
    keep = much;
  }

  /** True if events need not be made at all. */
  public boolean isIdle() {
    return keep == Keep.NOTHING;
  }

  /** Takes the next event. */
  public void add(TraceEvent event) {
    if (keep == Keep.NOTHING) {
      return;
    }
    synchronized (this) {
      hash = StableHash.mix(hash, StableHash.of(event));
      if (keep == Keep.EVENTS) {
        events.add(event);
      }
    }
  }

  /** A fault begins; returns its number, which counts from 1. */
  public synchronized long begin(long atNanos, FaultKind kind, List<String> nodes, String detail) {
    FaultBegan began = new FaultBegan(atNanos, ++faults, kind, nodes, detail);
    running.put(faults, began);
    add(began);
    return faults;
  }

  /** The fault of this number ends, unless it has ended already, or never began. */
  public synchronized void end(long atNanos, long fault) {
    FaultBegan began = running.remove(fault);
    if (began != null) {
      add(new TraceEvent.FaultEnded(atNanos, fault, began.kind(), began.nodes()));
    }
  }

  /** All so far. */
  public synchronized Trace trace() {
    return new Trace(seed, events, hash);
  }
}
