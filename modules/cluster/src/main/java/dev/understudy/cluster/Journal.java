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

    /** The index before the first entry of the log: 0 unless a snapshot stands for its front. */
    long start();

    /** The records of that snapshot, in order. */
    <R> List<R> snapshot(Class<R> type);

    /** The entries of the log behind it, in order. */
    <E> List<E> log(Class<E> type);

    /** What was staged since the log was replaced last, in order. */
    <R> List<R> staged(Class<R> type);
  }

  /** Opens what is on the disk, after a crash as after an ordinary start. */
  Future<Recovered> open();

  /** Writes the newest state of its type. */
  void save(Object state);

  /** Writes the next entry of the log. */
  void append(Object entry);

  /**
   * Writes that only the entries up to index {@code length} count from here on; refuses to cut what a
   * snapshot stands for.
   */
  void truncate(long length);

  /** Whether a snapshot is still to be written, so that {@link #compact} may not be asked for. */
  boolean isCompacting();

  /**
   * Lets these records stand for all entries up to an index, which is one of the log's. They become
   * durable in the background; a crash before leaves the log as it was.
   *
   * @return succeeds when they are durable; fails when the log keeps its front on the disk after all
   */
  Future<Void> compact(long index, List<?> snapshot);

  /** Writes a record that is kept beside the log, behind the others that are. */
  void stage(Object record);

  /** Writes that nothing is kept beside the log any more. */
  void unstage();

  /**
   * Writes that these records stand for everything up to an index, and that no entry is left, and
   * nothing staged.
   */
  void replace(long index, List<?> snapshot);

  /**
   * Writes a file for people, of what the node is about to give up. It is durable before anything that
   * is written after it; if there is no room for it, this throws, and nothing is to be given up.
   */
  void setAside(SetAside aside);

  /** All that was ever set aside, in the order of the files' names. */
  List<SetAside> setAside();

  /**
   * Makes all that was written durable. A failure means that nobody knows; the node must stop, since
   * a second try proves nothing.
   */
  Future<Void> flush();

  /** The node crashed: what was not flushed may be gone; null leaves to chance what is. */
  void crash(UnsyncedLoss unflushed);

  /** The complaint of a log or a snapshot that is loaded as another type than it holds. */
  static IllegalStateException otherType(String from, String found, Class<?> loaded) {
    return new IllegalStateException("the "
        + from
        + " holds a "
        + found
        + " but is loaded as "
        + loaded.getSimpleName()
        + ": append one type of "
        + (from.equals("log") ? "entry" : "record")
        + " only, that may hold a sealed interface, and load that");
  }

  /** Refuses to cut a log to a length that it does not have, or below what a snapshot stands for. */
  static void checkTruncation(long length, long start, long lastIndex) {
    if (length < start || length > lastIndex) {
      throw new IllegalArgumentException(
          "cannot cut the log to %d entries: it holds those from %d to %d; to give up what a snapshot"
                  .formatted(length, start + 1, lastIndex)
              + " stands for, replace the log");
    }
  }

  /** Refuses to let a snapshot stand for no entry of the log, or for one that it does not hold. */
  static void checkCompaction(long index, long start, long lastIndex) {
    if (index <= start || index > lastIndex) {
      throw new IllegalArgumentException(
          "no snapshot can stand for the log up to %d: it holds the entries from %d to %d"
              .formatted(index, start + 1, lastIndex));
    }
  }

  /** Refuses a log that would begin before its first entry. */
  static void checkReplacement(long index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "no snapshot can stand for the log up to %d: entries count from 1".formatted(index));
    }
  }
}
