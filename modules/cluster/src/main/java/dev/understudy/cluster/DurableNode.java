package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.trace.Aside;
import dev.understudy.cluster.trace.Replaced;
import dev.understudy.cluster.trace.Truncated;
import dev.understudy.cluster.trace.Unstaged;
import dev.understudy.storage.SyncFailedException;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Node} keeps through a crash, and in which words: records of which the newest of each
 * type counts, and a log, whose front a snapshot may stand for.
 */
abstract sealed class DurableNode extends VerticleBase permits Node {
  private static final RecordCodec CODEC = new RecordCodec();

  private Journal.Recovered recovered; // volatile: what was durable, until onStart has loaded it

  /** The record of this type that was saved last before this start, if any. */
  protected final <R extends Record> Optional<R> load(Class<R> type) {
    return recovered().state(type);
  }

  /** The log as it was when this node started: the entries behind {@link #logStart}. */
  protected final <E extends Record> List<E> loadLog(Class<E> type) {
    return recovered().log(type);
  }

  /** The index before the first entry of {@link #loadLog}; 0 unless a snapshot stands for more. */
  protected final long logStart() {
    return recovered().start();
  }

  /** The records that stand for the log up to {@link #logStart}, as they were when this node started. */
  protected final <R extends Record> List<R> loadSnapshot(Class<R> type) {
    return recovered().snapshot(type);
  }

  /** What was staged before this start, in order, and not unstaged. */
  protected final <R extends Record> List<R> loadStaged(Class<R> type) {
    return recovered().staged(type);
  }

  /** Saves the newest record of its type: durable before anything said in this turn is heard. */
  protected final void save(Record state) {
    pass(Point.BEFORE_SAVE);
    journal().save(state);
    saved(state);
  }

  /** Adds an entry to the log, as durable as {@link #save}. */
  protected final void append(Record entry) {
    pass(Point.BEFORE_SAVE);
    journal().append(entry);
    saved(entry);
  }

  /**
   * Cuts the log behind the entry with index {@code length}, as durable as {@link #save}. Entries keep
   * their indexes when the front of the log goes.
   *
   * @throws IllegalArgumentException if a snapshot stands for that entry, or there is none such
   */
  protected final void truncateLog(long length) {
    pass(Point.BEFORE_SAVE);
    journal().truncate(length);
    saved(new Truncated(length));
  }

  /**
   * Lets a snapshot stand for the entries up to an index. It is written in the background, a piece
   * at a time while events go on, so a big state is better many records than one; they are encoded
   * when they are written. A crash before it is durable leaves the whole log, one behind that the
   * snapshot and the rest; the trace tells when. If the disk has no room, the log keeps its front;
   * if a sync fails the node stops, as it does after any other.
   *
   * @param index of an entry of the log, which may not be cut off any more from here on
   * @param snapshot immutable records, all of one type, that say what these entries add up to
   * @return false, and nothing is done, while an earlier snapshot is still being written: ask later
   * @throws IllegalArgumentException if the log does not hold the entry with this index
   */
  protected final boolean compactLog(long index, List<? extends Record> snapshot) {
    if (journal().isCompacting()) {
      return false;
    }
    pass(Point.BEFORE_SAVE);
    journal()
        .compact(index, snapshot)
        .onSuccess(durable -> trace("its log begins behind entry " + index))
        .onFailure(this::keepsItsLog);
    pass(Point.AFTER_SAVE);
    return true;
  }

  /**
   * Keeps a record beside the log, as durable as {@link #save}, behind what was staged before: a part
   * of a snapshot that is to replace the log when all of it is there. All are of one type.
   */
  protected final void stage(Record part) {
    pass(Point.BEFORE_SAVE);
    journal().stage(part);
    saved(part);
  }

  /** Gives up all that was staged, as durable as {@link #save}; {@link #replaceLog} does that too. */
  protected final void unstage() {
    pass(Point.BEFORE_SAVE);
    journal().unstage();
    saved(new Unstaged());
  }

  /**
   * Replaces the whole log by a snapshot, as durable as {@link #save}; the next entry gets the index
   * behind. All of it is written in this turn, which lasts so long. What was saved stays.
   *
   * @param index up to where the snapshot says what the entries add up to
   * @param snapshot immutable records, all of one type
   */
  protected final void replaceLog(long index, List<? extends Record> snapshot) {
    pass(Point.BEFORE_SAVE);
    journal().replace(index, snapshot);
    saved(new Replaced(index, snapshot.size()));
  }

  /**
   * Writes records into a file of their own on this node's disk, for its operator, before the node
   * gives them up: it is durable before anything that the node writes after this call. The trace says
   * how much it is; {@link Cluster#setAside} reads it. If there is no room for it the node stops, and
   * what it had is still there.
   *
   * @param name what the file is called, without an ending: letters, digits and '-'. To set the same
   *     aside again under the same name, after a crash, does nothing
   */
  protected final void setAside(String name, List<? extends Record> records) {
    pass(Point.BEFORE_SAVE);
    SetAside aside = SetAside.of(name, records, CODEC);
    journal().setAside(aside);
    saved(new Aside(aside.file(), records.size(), aside.text().length()));
  }

  private void keepsItsLog(Throwable cause) {
    if (cause instanceof SyncFailedException failure) {
      stopAfter(failure); // W5: this process cannot know what else of its disk is not there
    } else {
      trace("keeps its whole log: " + cause.getMessage());
    }
  }

  /** Writes a remark for people into the trace. */
  protected abstract void trace(String remark);

  /** The node is to begin with what was there. */
  final void begins(Journal.Recovered found) {
    recovered = found;
  }

  /** The node has begun; what was there may be much, and is kept no longer. */
  final void hasBegun() {
    recovered = null;
  }

  private Journal.Recovered recovered() {
    if (recovered == null) {
      throw new IllegalStateException(
          "what was kept is loaded in onStart(), and not later: there" + " put it into a field");
    }
    return recovered;
  }

  abstract Journal journal();

  /** This was written in this turn. */
  abstract void saved(Object what);

  /** A sync that no turn waits for has failed: the node stops in its next turn. */
  abstract void stopAfter(SyncFailedException failure);

  /** The node is at this point: here it may be made to crash. */
  abstract void pass(Point point);
}
