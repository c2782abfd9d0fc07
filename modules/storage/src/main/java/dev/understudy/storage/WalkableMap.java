package dev.understudy.storage;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A map that one may walk through while it changes: until the walk ends it keeps its changes beside
 * what it held. That costs as much as what changes meanwhile, and not as much as the map.
 */
final class WalkableMap<V> {
  private final Map<String, V> held; // volatile, as all here, since it is what the journal says
  private Map<String, Optional<V>> changes; // empty for what was removed; null when nobody walks

  WalkableMap(SortedMap<String, V> content) {
    this.held = new LinkedHashMap<>(content);
  }

  V get(String key) {
    Optional<V> changed = changes == null ? null : changes.get(key);
    return changed == null ? held.get(key) : changed.orElse(null);
  }

  /** Sets a value, which is not null, and returns the one before. */
  V put(String key, V value) {
    if (changes == null) {
      return held.put(key, value);
    }
    V before = get(key);
    changes.put(key, Optional.of(value));
    return before;
  }

  /** Removes a value and returns it. */
  V remove(String key) {
    if (changes == null) {
      return held.remove(key);
    }
    V before = get(key);
    changes.put(key, Optional.empty());
    return before;
  }

  /** A sorted copy. */
  SortedMap<String, V> copy() {
    SortedMap<String, V> copy = new TreeMap<>(held);
    if (changes != null) {
      changes.forEach((key, value) -> change(copy, key, value));
    }
    return copy;
  }

  /** Walks through what the map holds, in no particular order. */
  void forEach(BiConsumer<String, V> action) {
    (changes == null ? held : copy()).forEach(action);
  }

  /** What the map holds now; it may be walked through until {@link #endWalk()}. */
  Iterator<Map.Entry<String, V>> walk() {
    if (changes != null) {
      throw new IllegalStateException("somebody walks through the map already");
    }
    changes = new LinkedHashMap<>();
    return held.entrySet().iterator();
  }

  /** Puts the changes where they belong. */
  void endWalk() {
    changes.forEach((key, value) -> change(held, key, value));
    changes = null;
  }

  private static <V> void change(Map<String, V> map, String key, Optional<V> value) {
    if (value.isPresent()) {
      map.put(key, value.get());
    } else {
      map.remove(key);
    }
  }
}
