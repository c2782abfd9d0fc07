package dev.understudy.storage;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A store of one node that forgets nothing it has answered: a state machine, the journal of its
 * commands, and snapshots behind which the journal is cut.
 *
 * <p>A command is written to the journal, made durable together with others, applied, and answered,
 * in this order. So what anybody can see is in the journal, and what was answered comes back after
 * any crash.
 *
 * <p>It belongs to one context: no method may be called from another thread. The disk belongs to
 * this store alone.
 */
public final class DurableStore {
  /** The file that holds the id of the store. */
  public static final String SYSTEM_FILE = "system.json";

  /**
   * How a store lies on its disk.
   *
   * @param log how its journal is cut up
   * @param blockBytes how much of a snapshot is written before the store goes on with its work
   */
  public record Options(WriteAheadLog.Options log, int blockBytes) {

    /** Segments of 16 MiB, so that who copies them needs little memory; blocks of 256 KiB. */
    public static Options defaults() {
      return new Options(new WriteAheadLog.Options(16 << 20, 16 << 20), 256 << 10);
    }
  }

  private DurableStore() {}

  /**
   * Opens or creates the store of a disk: the newest whole snapshot, and the journal behind it.
   * Opening twice gives the same state as opening once, also when a crash came in between.
   *
   * @param clock gives the time of each commit; a clock that goes back makes it stand still
   * @param system the id that a new store gets, 32 hex digits by chance; an existing one keeps its
   *     own
   * @return the store, all of whose state is durable; fails with {@link CorruptStoreException} or
   *     {@link CorruptJournalException} when something is damaged that cannot be done without. Then
   *     nothing on the disk was changed
   */
  public static Future<DurableStore> open(Disk disk, Options options, Clock clock, String system) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Does a command once, however often it is asked for, as {@link ExactlyOnceStore} says. A command
   * that only reads is answered from the state without a record in the journal.
   *
   * @return the answer, when it is durable; fails with {@link SyncFailedException} when nobody
   *     knows, with {@link DiskFullException} when there is no room, and with {@link
   *     IllegalArgumentException} when the command is longer than the options allow. After a failed
   *     sync every later command fails, until the store is opened anew
   */
  public Future<ExactlyOnceStore.Answer> execute(String client, long sequence, Command command) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Writes a snapshot of the state while commands go on; then what lies before the older one of the
   * two newest snapshots is deleted, as far as nobody holds it. Calls during one share it.
   *
   * @return the snapshot, when it is durable and was read back whole; when it fails nothing was lost
   *     but the attempt
   */
  public Future<SnapshotFile> snapshot() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The whole snapshots, oldest first; at most two. */
  public List<SnapshotFile> snapshotFiles() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The durable journal, oldest first, without a gap. */
  public List<Extent> extents() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Keeps all files that are there now, until the hold is closed. */
  public Hold hold() {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Notes that the commits up to an LSN are in a backup. From the first call on, the journal behind
   * the highest LSN noted is kept until it is backed up too, however long that takes.
   *
   * @return succeeds when the note is durable
   * @throws IllegalArgumentException when there is no such durable commit yet
   */
  public Future<Void> backedUpTo(long lsn) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Up to which LSN the commits are in a backup, -1 when nobody has ever noted one. */
  public long backedUpTo() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The id of the store: 32 hex digits that no other store has. */
  public String system() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The LSN of the newest commit that is durable and applied, 0 when there is none. */
  public long lastLsn() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The time of that commit; 1970 when there is none. */
  public Instant lastTime() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The value of a key, or null. */
  public String get(String key) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** All keys and values, as a copy that later commands do not change. */
  public SortedMap<String, String> content() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** What is remembered of each client, as a copy that later commands do not change. */
  public SortedMap<String, ExactlyOnceStore.Session> sessions() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** A fingerprint of content and sessions: equal for equal state, on every node and every JDK. */
  public long stateHash() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** What its opening found. */
  public OpeningReport report() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Closes the files without a flush; commands that are not answered yet never will be. */
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
