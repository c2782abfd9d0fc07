package dev.understudy.storage;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A map that somebody may walk through while it changes: frozen, it keeps its changes beside what it
 * held, until it is thawed. Both cost as much as what changed meanwhile, and not as much as the map.
 */
final class FreezableMap<V> {
  private final Map<String, V> held; // volatile, as all here, since it is what the journal says
  private Map<String, Optional<V>> changes; // empty for what was removed; null when not frozen

  FreezableMap(SortedMap<String, V> content) {
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

  /** What the map holds now; it may be walked through until {@link #thaw()}. */
  Iterator<Map.Entry<String, V>> freeze() {
    if (changes != null) {
      throw new IllegalStateException("the map is frozen already");
    }
    changes = new LinkedHashMap<>();
    return held.entrySet().iterator();
  }

  /** Puts the changes where they belong. */
  void thaw() {
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
