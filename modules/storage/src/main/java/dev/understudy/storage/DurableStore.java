package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Answer;
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

    /** Refuses blocks of less than 1 byte or of more than 64 MiB. */
    public Options {
      if (blockBytes < 1 || blockBytes > 64 << 20) {
        throw new IllegalArgumentException(
            "blockBytes is %d; choose 1 to %d".formatted(blockBytes, 64 << 20));
      }
    }

    /** Segments of 16 MiB, so that who copies them needs little memory; blocks of 256 KiB. */
    public static Options defaults() {
      return new Options(new WriteAheadLog.Options(16 << 20, 16 << 20), 256 << 10);
    }
  }

  private final Clock clock;
  private final StoreRules rules;
  private final OpeningReport report;
  private final WriteAheadLog log; // durable, as far as it says so itself
  private final Snapshots<ExactlyOnceStore> snapshots; // durable
  private final BackupMark mark; // durable
  private final Commits commits; // volatile: snapshot and journal give them again
  private final FieldWriter fields = new FieldWriter();
  private long writtenMillis; // volatile: it stands in the last commit
  private Future<Void> flush; // volatile, as all below, because it is about this life only
  private Throwable failure;
  private Future<SnapshotFile> snapshotUnderWay;
  private int holds;

  DurableStore(
      Clock clock,
      StoreRules rules,
      OpeningReport report,
      WriteAheadLog log,
      Snapshots<ExactlyOnceStore> snapshots,
      BackupMark mark,
      Commits commits) {
    this.clock = clock;
    this.rules = rules;
    this.report = report;
    this.log = log;
    this.snapshots = snapshots;
    this.mark = mark;
    this.commits = commits;
    this.writtenMillis = commits.lastMillis();
  }

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
    return open(disk, options, clock, system, StoreRules.KEPT);
  }

  static Future<DurableStore> open(
      Disk disk, Options options, Clock clock, String system, StoreRules rules) {
    return Future.<Void>succeededFuture()
        .compose(now -> new StoreOpening(disk, options, clock, rules).run(system));
  }

  /**
   * Makes a store of an empty disk that begins with a state from elsewhere, for which a snapshot stands.
   *
   * @param system the id that it gets, 32 hex digits
   * @param lsn the state is that after so many commits, 1 or more
   * @param state what it begins with; not to be used any more
   * @return the store, when all of it is durable; fails as disks do, and then there is none
   * @throws IllegalArgumentException when there is something on the disk
   */
  public static Future<DurableStore> begin(
      Disk disk, Options options, Clock clock, String system, long lsn, ExactlyOnceStore state) {
    if (lsn < 1 || !disk.list().isEmpty()) {
      throw new IllegalArgumentException(
          "a store with the state after %d commits cannot begin beside %s: it needs an empty disk and 1"
                  .formatted(lsn, disk.list())
              + " commit or more");
    }
    return new StoreOpening(disk, options, clock, StoreRules.KEPT).begin(system, lsn, state);
  }

  /**
   * Makes a store of a disk on which the files of one were laid: without this none opens from them.
   *
   * @param system the id of the store whose files they are
   * @return succeeds when the id is durable, and with it the names of all files laid before
   */
  public static Future<Void> identify(Disk disk, String system) {
    return StoreOpening.identify(disk, system);
  }

  /**
   * Holds the store of a disk that nobody has open, and that nobody opens before the hold is closed.
   * The end of the journal is read, no state is loaded, and nothing is changed.
   *
   * @return a hold without a torn tail, if there is one: nobody was promised what is in it
   * @throws CorruptStoreException when there is no store
   * @throws CorruptJournalException when its newest segment is damaged where it was promised; rot
   *     further back is found by who opens a copy
   */
  public static Hold holdClosed(Disk disk) {
    return ClosedStore.hold(disk);
  }

  /**
   * Notes of a store that nobody has open that the commits up to an LSN are in a backup, as {@link
   * #backedUpTo(long)} does of one that is open.
   *
   * @return succeeds when the note is durable
   */
  public static Future<Void> backedUpTo(Disk disk, long lsn) {
    return new BackupMark(disk).raise(lsn);
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
  public Future<Answer> execute(String client, long sequence, Command command) {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    if (command.isReadOnly()) {
      return Future.succeededFuture(new Answer.Applied(commits.state().get(command.key())));
    }
    Answer known = commits.state().known(client, sequence);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    try {
      return write(client, sequence, command);
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }

  /**
   * Writes a snapshot of the state while commands go on; then what lies before the older one of the
   * two newest snapshots is deleted, as far as nobody holds it. Calls during one share it.
   *
   * @return the snapshot, when it is durable and was read back whole; when it fails nothing was lost
   *     but the attempt
   */
  public Future<SnapshotFile> snapshot() {
    if (snapshotUnderWay == null) {
      Future<SnapshotFile> written = cutFront().compose(cut -> writeSnapshot());
      if (written.isComplete()) {
        return written;
      }
      snapshotUnderWay = written.onComplete(done -> snapshotUnderWay = null);
    }
    return snapshotUnderWay;
  }

  /** The whole snapshots, oldest first; at most two. */
  public List<SnapshotFile> snapshotFiles() {
    return snapshots.whole();
  }

  /** The durable journal, oldest first, without a gap. */
  public List<Extent> extents() {
    return log.extents();
  }

  /** Keeps all files that are there now, until the hold is closed. */
  public Hold hold() {
    holds++;
    return new StoreHold(this, snapshots.disk(), commits.last(), this::release);
  }

  /**
   * Notes that the commits up to an LSN are in a backup. From the first call on, the journal behind
   * the highest LSN noted is kept until it is backed up too, however long that takes.
   *
   * @return succeeds when the note is durable
   * @throws IllegalArgumentException when there is no such durable commit yet
   */
  public Future<Void> backedUpTo(long lsn) {
    if (lsn < 0 || lsn > log.durableLsn()) {
      throw new IllegalArgumentException(
          "no backup can hold commit %d: %d are durable".formatted(lsn, log.durableLsn()));
    }
    return mark.raise(lsn);
  }

  /** Up to which LSN the commits are in a backup, -1 when nobody has ever noted one. */
  public long backedUpTo() {
    return mark.lsn();
  }

  /** The id of the store: 32 hex digits that no other store has. */
  public String system() {
    return report.system();
  }

  /** The LSN of the newest commit that is durable and applied, 0 when there is none. */
  public long lastLsn() {
    return commits.last().lsn();
  }

  /** The time of that commit; 1970 when there is none. */
  public Instant lastTime() {
    return Instant.ofEpochMilli(commits.lastMillis());
  }

  /** The value of a key, or null. */
  public String get(String key) {
    return commits.state().get(key);
  }

  /** All keys and values, as a copy that later commands do not change. */
  public SortedMap<String, String> content() {
    return commits.state().snapshot();
  }

  /** What is remembered of each client, as a copy that later commands do not change. */
  public SortedMap<String, ExactlyOnceStore.Session> sessions() {
    return commits.state().sessions();
  }

  /** A fingerprint of content and sessions: equal for equal state, on every node and every JDK. */
  public long stateHash() {
    return commits.state().stateHash();
  }

  /** What its opening found. */
  public OpeningReport report() {
    return report;
  }

  /** Closes the files without a flush; commands that are not answered yet never will be. */
  public void close() {
    log.close();
  }

  private Future<Answer> write(String client, long sequence, Command command) {
    writtenMillis = Math.max(writtenMillis, clock.millis());
    Commit commit = new Commit(writtenMillis, client, sequence, command);
    commit.writeTo(fields.clear());
    long lsn = log.append(fields.written());
    Future<Answer> answer = commits.add(lsn, log.lastChecksum(), commit);
    commits.applyTo(rules.mayApplyTo(log));
    Future<Void> asked = log.flush();
    if (asked != flush) {
      flush = asked; // all who wait for the same sync are served by one callback
      asked.onSuccess(done -> flushed()).onFailure(this::stop);
    }
    return answer;
  }

  private void flushed() {
    commits.applyTo(rules.mayApplyTo(log));
    commits.answerTo(log.durableLsn());
  }

  private void stop(Throwable cause) {
    failure = cause;
    commits.fail(cause);
  }

  private Future<SnapshotFile> writeSnapshot() {
    long lsn = rules.lsnOfSnapshot(lastLsn(), log);
    List<SnapshotFile> whole = snapshots.whole();
    if (!whole.isEmpty() && whole.get(whole.size() - 1).lsn() == lsn) {
      return Future.succeededFuture(whole.get(whole.size() - 1));
    }
    SnapshotFile stamp = new SnapshotFile(
        SnapshotNames.of(lsn), lsn, commits.last().checksum(), commits.lastMillis(), 0, 0);
    StateWalk walk = commits.state().walk(rules);
    return Future.<Void>succeededFuture()
        .compose(now -> snapshots.write(stamp, walk))
        .onComplete(done -> commits.state().endWalk())
        .compose(written -> cutFront().map(written));
  }

  /** Deletes what nobody needs: snapshots but the newest two, the journal that both stand for. */
  private Future<Void> cutFront() {
    if (holds > 0) {
      return Future.succeededFuture();
    }
    return Future.<Void>succeededFuture().compose(now -> {
      snapshots.deleteOthers();
      long lsn = rules.mayCutTo(snapshots.whole(), lastLsn());
      return log.truncateBefore((mark.lsn() < 0 ? lsn : Math.min(lsn, mark.lsn())) + 1);
    });
  }

  private void release() {
    holds--;
    cutFront();
  }
}
