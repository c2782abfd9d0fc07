package dev.understudy.cluster;

import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The stable storage of one node: what was flushed is there again after a crash. */
interface Journal {

  /** What survived, read when a node starts. */
  interface Recovered {
    /** The record of this type that was saved last. */
    <R> Optional<R> state(Class<R> type);

    /** The entries of the log, in order. */
    <E> List<E> log(Class<E> type);
  }

  /** Opens what is on the disk, after a crash as after an ordinary start. */
  Future<Recovered> open();

  /** Writes the newest state of its type. */
  void save(Object state);

  /** Writes the next entry of the log. */
  void append(Object entry);

  /** Writes that only the first {@code length} entries of the log count from here on. */
  void truncate(long length);

  /**
   * Makes all that was written durable. A failure means that nobody knows; the node must stop, since
   * a second try proves nothing.
   */
  Future<Void> flush();

  /** The node crashed: what was not flushed may be gone; null leaves to chance what is. */
  void crash(UnsyncedLoss unflushed);

  /** The complaint of a log that is loaded as another type of entry than it holds. */
  static IllegalStateException otherType(String found, Class<?> loaded) {
    return new IllegalStateException("the log holds a "
        + found
        + " but is loaded as "
        + loaded.getSimpleName()
        + ": append one type of entry only, that may hold a sealed interface, and load that");
  }
}
