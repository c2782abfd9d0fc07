package dev.understudy.cluster.trace;

import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what happens into a trace or into its hash alone.
 *
 * <p>A world that has a seed is turned by one thread at a time, so that only one without is guarded
 * against events from many: a lock for each event would cost more than its hash.
 */
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

  private static final long SENT = StableHash.of("Sent");
  private static final long DELIVERED = StableHash.of("Delivered");
  private static final long SAVED = StableHash.of("Saved");

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
    if (seed == 0) {
      synchronized (this) {
        take(event);
      }
    } else {
      take(event);
    }
  }

  private void take(TraceEvent event) {
    hash = StableHash.mix(hash, hashOf(event));
    if (keep == Keep.EVENTS) {
      events.add(event);
    }
  }

  /**
   * Most events are about messages and records, so those are hashed without a detour. Who says what
   * to whom is hashed when it is sent; from then on the id stands for it.
   */
  static long hashOf(TraceEvent event) {
    if (event instanceof TraceEvent.Delivered delivered) {
      return StableHash.mix(StableHash.mix(DELIVERED, delivered.atNanos()), delivered.id());
    } else if (event instanceof TraceEvent.Sent sent) {
      long hash = StableHash.mix(StableHash.mix(SENT, sent.atNanos()), sent.id());
      hash = StableHash.mix(hash, sent.from().hashCode());
      hash = StableHash.mix(hash, sent.to().hashCode());
      return StableHash.mix(hash, StableHash.of(sent.message()));
    } else if (event instanceof TraceEvent.Saved saved) {
      long hash =
          StableHash.mix(StableHash.mix(SAVED, saved.atNanos()), saved.node().hashCode());
      return StableHash.mix(hash, StableHash.of(saved.saved()));
    }
    return StableHash.of(event);
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
