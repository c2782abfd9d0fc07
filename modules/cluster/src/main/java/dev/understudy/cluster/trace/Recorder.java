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
  private static final long FLUSHED = StableHash.of("Flushed");

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

  /** True if the hash is all that is asked for: then the commonest events need not be made. */
  private boolean isHashEnough() {
    return keep == Keep.HASH && seed != 0;
  }

  /** Takes a {@link TraceEvent.Sent}. */
  public void sent(long atNanos, long id, String from, String to, Object message) {
    if (isHashEnough()) {
      hash = StableHash.mix(hash, ofSent(atNanos, id, from, to, message));
    } else if (!isIdle()) {
      add(new TraceEvent.Sent(atNanos, id, from, to, message));
    }
  }

  /** Takes a {@link TraceEvent.Delivered}. */
  public void delivered(long atNanos, long id, String from, String to, Object message) {
    if (isHashEnough()) {
      hash = StableHash.mix(hash, ofDelivered(atNanos, id));
    } else if (!isIdle()) {
      add(new TraceEvent.Delivered(atNanos, id, from, to, message));
    }
  }

  /** Takes a {@link TraceEvent.Saved}. */
  public void saved(long atNanos, String node, Object what) {
    if (isHashEnough()) {
      hash = StableHash.mix(hash, ofSaved(atNanos, node, what));
    } else if (!isIdle()) {
      add(new TraceEvent.Saved(atNanos, node, what));
    }
  }

  /** Takes a {@link TraceEvent.Flushed}. */
  public void flushed(long atNanos, String node, int records) {
    if (isHashEnough()) {
      hash = StableHash.mix(hash, ofFlushed(atNanos, node, records));
    } else if (!isIdle()) {
      add(new TraceEvent.Flushed(atNanos, node, records));
    }
  }

  /** Most events are about messages and records, so those are hashed without a detour. */
  static long hashOf(TraceEvent event) {
    if (event instanceof TraceEvent.Delivered e) {
      return ofDelivered(e.atNanos(), e.id());
    } else if (event instanceof TraceEvent.Sent e) {
      return ofSent(e.atNanos(), e.id(), e.from(), e.to(), e.message());
    } else if (event instanceof TraceEvent.Saved e) {
      return ofSaved(e.atNanos(), e.node(), e.saved());
    } else if (event instanceof TraceEvent.Flushed e) {
      return ofFlushed(e.atNanos(), e.node(), e.records());
    }
    return StableHash.of(event);
  }

  /** Who says what to whom is hashed when it is sent; from then on the id stands for it. */
  private static long ofDelivered(long atNanos, long id) {
    return StableHash.mix(StableHash.mix(DELIVERED, atNanos), id);
  }

  private static long ofSent(long atNanos, long id, String from, String to, Object message) {
    long way = both(from.hashCode(), to.hashCode());
    return StableHash.mix(
        StableHash.mix(StableHash.mix(StableHash.mix(SENT, atNanos), id), way),
        StableHash.of(message));
  }

  private static long ofSaved(long atNanos, String node, Object what) {
    return StableHash.mix(
        StableHash.mix(StableHash.mix(SAVED, atNanos), node.hashCode()), StableHash.of(what));
  }

  private static long ofFlushed(long atNanos, String node, int records) {
    return StableHash.mix(StableHash.mix(FLUSHED, atNanos), both(node.hashCode(), records));
  }

  private static long both(int one, int other) {
    return (long) one << 32 | other & 0xffffffffL;
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
