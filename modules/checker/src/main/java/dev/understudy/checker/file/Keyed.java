package dev.understudy.checker.file;

import dev.understudy.checker.Shown;
import java.util.List;

/** The key, and the value without it. */
record Keyed(String key, Object value) {
  /** A list of two is the key with the value, unless the file has keys apart. */
  static Keyed of(Entry entry, String only) throws UnreadableHistoryException {
    List<?> pair = entry.key() == null ? entry.pair(entry.value()) : null;
    return pair == null
        ? new Keyed(Dialect.orElse(entry.key(), only), entry.value())
        : new Keyed(Dialect.needed(entry, pair.get(0)), pair.get(1));
  }

  /** Of the end of an operation of this key, which may leave it out but not name another. */
  static Keyed ofEnd(Entry end, String key) throws UnreadableHistoryException {
    Keyed keyed = of(end, key);
    if (!keyed.key().equals(key)) {
      throw new UnreadableHistoryException(
          end.line(),
          "'" + end.function() + "' ends for key " + Shown.of(keyed.key()) + ", but was called for "
              + Shown.of(key));
    }
    return keyed;
  }

  /** The same, but the value alone is a list of two, and with a key a list of key and list. */
  static Keyed ofPair(Entry entry, String only) throws UnreadableHistoryException {
    List<?> pair = entry.pair(entry.value());
    return pair != null && entry.pair(pair.get(1)) != null
        ? of(entry, only)
        : new Keyed(Dialect.orElse(entry.key(), only), entry.value());
  }
}
