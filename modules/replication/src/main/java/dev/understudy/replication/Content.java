package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.util.SortedMap;

/** What the entries of a log add up to, applied in order and once (R6). */
public final class Content {
  private final Rules rules;
  private long index;
  private ExactlyOnceStore store;

  /** Is told what came of the request in the entry with this index. */
  public interface Listener {
    void applied(long index, Request request, Answer answer);
  }

  /** What this snapshot says; nothing if it is null. */
  Content(Snapshot snapshot, Rules rules) {
    this.rules = rules;
    restart(snapshot);
  }

  /** The index of the last entry applied. */
  long index() {
    return index;
  }

  /** Applies the entries up to this index that were not yet applied. */
  void applyUpTo(long last, Log log, Listener listener) {
    while (index < last) {
      index++;
      Request request = log.at(index).request();
      if (request != null) {
        Answer answer = store.apply(request.client(), request.sequence(), request.command());
        listener.applied(index, request, answer);
      }
    }
  }

  /** Begins again with what this snapshot says; with nothing if it is null. */
  void restart(Snapshot snapshot) {
    index = snapshot == null ? 0 : snapshot.index();
    store = snapshot == null
        ? new ExactlyOnceStore()
        : ExactlyOnceStore.of(snapshot.values(), rules.sessions(snapshot.sessions()));
  }

  /** What it is now, which is what the entries up to {@link #index} add up to. */
  Snapshot snapshot(Log log, int mostCharacters) {
    return Snapshot.of(store, index, log.epochAt(index), mostCharacters);
  }

  SortedMap<String, String> values() {
    return store.snapshot();
  }
}
