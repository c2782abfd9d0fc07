package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A journal whose owner may give up its front for fewer records that say the same: a snapshot. The
 * two newest snapshots are kept, and the journal behind the older one, in case the newer one rots.
 *
 * <p>It belongs to one context: no method may be called from another thread. The disk belongs to
 * this journal alone.
 */
public final class SnapshotJournal {

  /**
   * An opened journal with what it held.
   *
   * @param journal ready for the next record; all its records are durable
   * @param snapshot the records of the newest whole snapshot; none when there is no snapshot
   * @param records the payloads behind that snapshot
   */
  public record Opened(SnapshotJournal journal, List<Buffer> snapshot, List<Buffer> records) {
    public Opened {
      snapshot = List.copyOf(snapshot);
      records = List.copyOf(records);
    }
  }

  private final WriteAheadLog log; // durable, as far as it says so itself
  private final Snapshots<List<Buffer>> snapshots; // durable
  private final StoreRules rules;
  private boolean isUnderWay; // volatile: what a crash leaves half written is forgotten

  private SnapshotJournal(WriteAheadLog log, Snapshots<List<Buffer>> snapshots, StoreRules rules) {
    this.log = log;
    this.snapshots = snapshots;
    this.rules = rules;
  }

  /**
   * Opens or creates the journal of a disk: the newest whole snapshot, and the records behind it.
   * Opening twice gives the same as opening once, also when a crash came in between. Without a
   * snapshot it does what {@link WriteAheadLog#open(Disk, WriteAheadLog.Options)} does.
   *
   * @return the journal; fails with {@link CorruptStoreException} or {@link
   *     CorruptJournalException} when something is damaged that cannot be done without. Then nothing
   *     on the disk was changed
   */
  public static Future<Opened> open(Disk disk, DurableStore.Options options) {
    return open(disk, options, StoreRules.KEPT);
  }

  static Future<Opened> open(Disk disk, DurableStore.Options options, StoreRules rules) {
    return Future.<Void>succeededFuture().compose(now -> opening(disk, options, rules));
  }

  private static Future<Opened> opening(Disk disk, DurableStore.Options options, StoreRules rules) {
    Snapshots<List<Buffer>> snapshots =
        new Snapshots<>(disk, rules, options.blockBytes(), RecordsTarget::new);
    SnapshotReader.Loaded<List<Buffer>> loaded = snapshots.takeLoaded();
    WriteAheadLog.Base base =
        loaded == null ? WriteAheadLog.Base.START : loaded.file().base();
    List<Buffer> records = new ArrayList<>();
    // Also a snapshot that rots proves by its name that its records were durable (S4).
    long promised = SnapshotNames.newestLsn(disk);
    return WriteAheadLog.open(
            disk,
            options.log(),
            JournalRules.KEPT,
            base,
            promised,
            (lsn, payload) -> records.add(copied(payload)))
        .recover(cause ->
            Future.failedFuture(StoreOpening.refusal("journal", snapshots.damaged(), cause)))
        .map(opened -> {
          SnapshotNames.halfWrittenIn(disk).forEach(disk::delete);
          return new Opened(
              new SnapshotJournal(opened.log(), snapshots, rules),
              loaded == null ? List.of() : loaded.state(),
              records);
        });
  }

  private static Buffer copied(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return Buffer.buffer(bytes);
  }

  /** Writes a record, as {@link WriteAheadLog#append(Buffer)} does. */
  public long append(Buffer payload) {
    return log.append(payload);
  }

  /** Makes every record appended so far durable, as {@link WriteAheadLog#flush()} does. */
  public Future<Void> flush() {
    return log.flush();
  }

  /** The LSN of the newest record, 0 when there is none. */
  public long lastLsn() {
    return log.lastLsn();
  }

  /** Every record up to this LSN is known to be durable. */
  public long durableLsn() {
    return log.durableLsn();
  }

  /** The durable part of the journal, oldest first, without a gap. */
  public List<Extent> extents() {
    return log.extents();
  }

  /** The whole snapshots, oldest first; at most two. */
  public List<SnapshotFile> snapshotFiles() {
    return snapshots.whole();
  }

  /** Whether a snapshot is being written. */
  public boolean isSnapshotUnderWay() {
    return isUnderWay;
  }

  /**
   * Writes a snapshot, block by block, while records are appended; then what lies before the older
   * one of the two newest snapshots is deleted.
   *
   * @param records what stands for all records appended so far. Each is asked for when it is
   *     written, so it must still say then what it says now
   * @return the snapshot, when it is durable and was read back whole; when it fails nothing was lost
   *     but the attempt
   * @throws IllegalStateException when another one is being written
   */
  public Future<SnapshotFile> snapshot(Iterator<Buffer> records) {
    if (isUnderWay) {
      throw new IllegalStateException("a snapshot is being written: ask again when it is done");
    }
    isUnderWay = true;
    WriteAheadLog.Base end = log.end();
    log.roll();
    SnapshotFile stamp =
        new SnapshotFile(SnapshotNames.of(end.lsn()), end.lsn(), end.checksum(), 0, 0, 0);
    return cutFront()
        .compose(cut -> rules.flush(log))
        .compose(flushed -> snapshots.write(stamp, new RecordsWalk(records)))
        .compose(written -> cutFront().map(written))
        .onComplete(done -> isUnderWay = false);
  }

  /** Closes the files without a flush. */
  public void close() {
    log.close();
  }

  /** Deletes what nobody needs: snapshots but the newest two, the journal that both stand for. */
  private Future<Void> cutFront() {
    return Future.<Void>succeededFuture().compose(now -> {
      snapshots.deleteOthers();
      return log.truncateBefore(rules.mayCutTo(snapshots.whole(), log.durableLsn()) + 1);
    });
  }
}
