package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.util.SortedMap;

/** What the entries of a log add up to, applied in order and once (R6). */
public final class Content {
  private long index;
  private ExactlyOnceStore store = new ExactlyOnceStore();

  /** Is told what came of the request in the entry with this index. */
  public interface Listener {
    void applied(long index, Request request, Answer answer);
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

  /** Forgets everything: an entry that was applied is gone from the log. */
  void clear() {
    index = 0;
    store = new ExactlyOnceStore();
  }

  SortedMap<String, String> values() {
    return store.snapshot();
  }
}
