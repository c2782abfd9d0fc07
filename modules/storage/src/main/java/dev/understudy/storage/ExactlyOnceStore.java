package dev.understudy.storage;

import java.util.Collections;
import java.util.SortedMap;

/**
 * A store that applies a retried command once. A client numbers its commands and has one of them
 * under way at a time; the store remembers, per client, the last number and its result (Ongaro,
 * "Consensus: Bridging Theory and Practice", 2014, §6.3).
 *
 * <p>The memory is part of the state: it must be in every snapshot, or a restored node applies a
 * retry a second time. Clients are never forgotten here; expiring them is left out.
 */
public final class ExactlyOnceStore {

  /** What became of a command. */
  public sealed interface Answer {

    /** It was applied now, with this result, which is null for an absent value. */
    record Applied(String result) implements Answer {}

    /** It had been applied before; this was its result then. Nothing was applied now. */
    record Repeated(String result) implements Answer {}

    /**
     * It is older than the client's last command, so its result is no longer known. Nothing was
     * applied now; whether it ever was, the client must have learned before it went on.
     */
    record Stale(long lastSequence) implements Answer {}
  }

  /** The last command of a client: its number and its result. */
  public record Session(long lastSequence, String lastResult) {}

  private final KeyValueStore store;
  // Volatile, because it is what the journal says, applied in order, like the store itself.
  private final WalkableMap<Session> sessions;

  /** An empty store that knows no client. */
  public ExactlyOnceStore() {
    this(new KeyValueStore(), Collections.emptySortedMap());
  }

  private ExactlyOnceStore(KeyValueStore store, SortedMap<String, Session> sessions) {
    this.store = store;
    this.sessions = new WalkableMap<>(sessions);
  }

  /** A store with the content of two snapshots that were taken together. */
  public static ExactlyOnceStore of(
      SortedMap<String, String> snapshot, SortedMap<String, Session> sessions) {
    return new ExactlyOnceStore(KeyValueStore.of(snapshot), sessions);
  }

  /**
   * Applies a command unless this client's command of that number was applied before. Numbers grow
   * from one command of a client to the next; gaps are allowed.
   */
  public Answer apply(String client, long sequence, Command command) {
    Answer known = known(client, sequence);
    if (known != null) {
      return known;
    }
    String result = store.apply(command);
    sessions.put(client, new Session(sequence, result));
    return new Answer.Applied(result);
  }

  /** The answer to a command that is not to be applied any more; null when it is a new one. */
  Answer known(String client, long sequence) {
    Session session = sessions.get(client);
    if (session == null || sequence > session.lastSequence()) {
      return null;
    }
    return sequence == session.lastSequence()
        ? new Answer.Repeated(session.lastResult())
        : new Answer.Stale(session.lastSequence());
  }

  /** The value of a key, or null. */
  public String get(String key) {
    return store.get(key);
  }

  /** Puts a value where a snapshot says it was. */
  void restore(String key, String value) {
    store.values().put(key, value);
  }

  /** Remembers of a client what a snapshot says of it. */
  void restore(String client, Session session) {
    sessions.put(client, session);
  }

  /** The state as it is now, which commands do not change until {@link #endWalk()}. */
  StateWalk walk(StoreRules rules) {
    return new StateWalk(store.values().walk(), rules.sessions(sessions.walk()));
  }

  /** Ends a {@link #walk()}. */
  void endWalk() {
    store.values().endWalk();
    sessions.endWalk();
  }

  /** All keys and values, as a copy that later commands do not change. */
  public SortedMap<String, String> snapshot() {
    return store.snapshot();
  }

  /** What is remembered of each client, as a copy that later commands do not change. */
  public SortedMap<String, Session> sessions() {
    return Collections.unmodifiableSortedMap(sessions.copy());
  }

  /** A fingerprint of content and sessions: equal for equal state, on every node and every JDK. */
  public long stateHash() {
    StateHash hash = new StateHash();
    store.values().forEach(hash::addValue);
    sessions.forEach(hash::addSession);
    return hash.value();
  }
}
