package dev.understudy.storage;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A deterministic state machine: the same commands in the same order give the same results and the
 * same state, on every node (Schneider, "Implementing Fault-Tolerant Services Using the State
 * Machine Approach", 1990).
 */
public final class KeyValueStore {
  // Volatile, because it is what the journal says, applied in order; sorted only when it is read.
  private final WalkableMap<String> values;

  /** An empty store. */
  public KeyValueStore() {
    this(Collections.emptySortedMap());
  }

  private KeyValueStore(SortedMap<String, String> values) {
    this.values = new WalkableMap<>(values);
  }

  /** A store with the content of a {@link #snapshot()}. */
  public static KeyValueStore of(SortedMap<String, String> snapshot) {
    return new KeyValueStore(snapshot);
  }

  /** Applies a command and returns its result, which is null for an absent value. */
  public String apply(Command command) {
    if (command instanceof Command.Put put) {
      return values.put(put.key(), put.value());
    }
    if (command instanceof Command.Delete delete) {
      return values.remove(delete.key());
    }
    String before = values.get(command.key());
    if (command instanceof Command.Append append) {
      values.put(append.key(), before == null ? append.suffix() : before + append.suffix());
    } else if (command instanceof Command.CompareAndSet change
        && Objects.equals(before, change.expected())) {
      values.put(change.key(), change.value());
    }
    return before;
  }

  /** All keys and values, as a copy that later commands do not change. */
  public SortedMap<String, String> snapshot() {
    return Collections.unmodifiableSortedMap(values.copy());
  }

  /** The value of a key, or null. */
  public String get(String key) {
    return values.get(key);
  }

  /** The values, for whoever writes or reads a snapshot. */
  WalkableMap<String> values() {
    return values;
  }

  /** A fingerprint of the content: equal for equal content, on every node and every JDK. */
  public long stateHash() {
    StateHash hash = new StateHash();
    values.forEach(hash::addValue);
    return hash.value();
  }
}
