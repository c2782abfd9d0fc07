package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal: records are appended, flushed together, and come back after a crash in the order in
 * which they were appended (Mohan et al., "ARIES", 1992; group commit: Gray and Reuter,
 * "Transaction Processing", 1993).
 *
 * <p>Acknowledge a record only when a {@link #flush()} asked for after its append has succeeded.
 * Records carry log sequence numbers (LSN), gap-free from 1. They lie in segment files {@code
 * wal-<first LSN>.log}.
 *
 * <p>It belongs to one context: no method may be called from another thread.
 */
public final class WriteAheadLog {

  /**
   * How a journal is cut up.
   *
   * @param segmentBytes a segment that has reached this size, in bytes, gets no further record
   * @param maxRecordBytes the longest payload accepted and read, in bytes
   */
  public record Options(int segmentBytes, int maxRecordBytes) {
    private static final int MEBIBYTE = 1 << 20;

    /** Refuses sizes below 1 byte or above 512 MiB: a segment is read into memory as a whole. */
    public Options {
      checkSize("segmentBytes", segmentBytes);
      checkSize("maxRecordBytes", maxRecordBytes);
    }

    /** Segments of 64 MiB, records of up to 16 MiB. */
    public static Options defaults() {
      return new Options(64 * MEBIBYTE, 16 * MEBIBYTE);
    }

    private static void checkSize(String what, int bytes) {
      if (bytes < 1 || bytes > 512 * MEBIBYTE) {
        throw new IllegalArgumentException(
            what + " is " + bytes + "; choose 1 to " + 512 * MEBIBYTE);
      }
    }
  }

  /**
   * Where a journal begins: behind a record that stands for all before it.
   *
   * @param lsn that record, 0 when the journal begins with its first one
   * @param checksum its checksum, to which the next record is chained
   */
  public record Base(long lsn, int checksum) {
    /** Before the first record. */
    public static final Base START = new Base(0, 0);
  }

  /** Is given the records of a journal that is opened, one by one and in order. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Takes a record. The opening may still fail, so nobody else may see what it leads to until the
     * opening has succeeded.
     *
     * @param payload its bytes, for the time of this call only
     */
    void record(long lsn, ByteBuffer payload);
  }

  /** An opened journal, all of whose records are durable, and what was found and perhaps cut. */
  public record Opened(WriteAheadLog log, RecoveryReport report) {}

  private final Disk disk;
  private final Options options;
  private final JournalRules rules;
  private final Checksum checksums = new Checksum();
  private final RecordFrame frame = new RecordFrame();

  private DiskFile active; // durable, because its bytes are the journal; null before the first one
  private long activeFirstLsn;
  private long lastLsn; // volatile, because recovery counts the records again
  private int lastChecksum; // volatile, because it stands in the last record
  private final DurableExtents durable; // durable, as every record carries its end in its time
  private List<DiskFile> unsynced = new ArrayList<>(); // volatile: recovery syncs every segment
  private List<Extent> rolled = new ArrayList<>(); // volatile, for the same reason
  private long lastMark; // volatile: it stands in the last record
  private boolean hasNewSegment; // volatile, for the same reason
  private boolean isFull; // volatile: it only says where the next record goes
  private final GroupCommit flushes = new GroupCommit(this::unflushed, this::flushOnce);

  WriteAheadLog(
      Disk disk, Options options, JournalRules rules, DurableExtents durable, DiskFile active) {
    this.disk = disk;
    this.options = options;
    this.rules = rules;
    this.durable = durable;
    this.lastLsn = durable.end().lsn();
    this.lastChecksum = durable.end().checksum();
    if (active != null) {
      this.active = active;
      this.activeFirstLsn = SegmentNames.firstLsn(active.name());
      this.unsynced.add(active);
    }
  }

  /** Opens or creates the journal of a disk with the default options. */
  public static Future<Recovered> open(Disk disk) {
    return open(disk, Options.defaults());
  }

  /**
   * Opens or creates the journal of a disk. A torn tail, which nobody can have been promised, is cut
   * and reported. Opening twice gives the same records as opening once, also when a crash came in
   * between.
   *
   * @return the journal, all of whose records are durable; fails with {@link
   *     CorruptJournalException} when records are damaged that are known to have been durable, and
   *     with {@link IllegalArgumentException} when a record is longer than the options allow. Then
   *     nothing on the disk was changed
   */
  public static Future<Recovered> open(Disk disk, Options options) {
    return open(disk, options, JournalRules.KEPT);
  }

  /**
   * Opens or creates the journal behind a base, which is durable elsewhere: a snapshot. Records up to
   * the base are not needed, so damage among them does not matter and they may be missing. The others
   * are given to the reader and kept nowhere.
   *
   * @return the journal; fails as {@link #open(Disk, Options)} does, and with {@link
   *     CorruptJournalException} when the record behind the base is missing though later ones are
   *     there, or when the record at the base is another one than the base says
   */
  public static Future<Opened> open(Disk disk, Options options, Base base, Reader reader) {
    return open(disk, options, JournalRules.KEPT, base, base.lsn(), reader);
  }

  static Future<Recovered> open(Disk disk, Options options, JournalRules rules) {
    List<Buffer> records = new ArrayList<>();
    Reader collector = (lsn, payload) -> {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      records.add(Buffer.buffer(bytes));
    };
    return open(disk, options, rules, Base.START, 0, collector)
        .map(opened -> new Recovered(opened.log(), records, opened.report()));
  }

  /** {@code promised} is a record known from elsewhere to have been durable. */
  static Future<Opened> open(
      Disk disk, Options options, JournalRules rules, Base base, long promised, Reader reader) {
    return Future.<Void>succeededFuture()
        .compose(now -> new Recovery(disk, options, rules, base, promised, reader).run());
  }

  /**
   * Writes a record; it is not durable yet.
   *
   * @return its LSN
   * @throws IllegalArgumentException when it is longer than the options allow
   * @throws DiskFullException when there is no room; the journal is as it was before
   * @throws SyncFailedException when a flush of this journal has failed before
   */
  public long append(Buffer payload) {
    checkAllowed(payload.length());
    return write(frame.around(payload));
  }

  /** Writes the remaining bytes as a record, as {@link #append(Buffer)} does; none is used up. */
  public long append(ByteBuffer payload) {
    checkAllowed(payload.remaining());
    return write(frame.around(payload));
  }

  /**
   * Makes every record appended so far durable. Calls that come while a flush is in flight share the
   * one after it, and a flush of what is durable already costs nothing.
   *
   * @return succeeds when they are durable; fails with {@link SyncFailedException} when nobody
   *     knows, and then every later append and flush of this journal fails
   */
  public Future<Void> flush() {
    return durableLsn() == lastLsn ? Future.succeededFuture() : flushes.ask();
  }

  /** The LSN of the newest record, 0 when there is none. */
  public long lastLsn() {
    return lastLsn;
  }

  /** Every record up to this LSN is known to be durable. */
  public long durableLsn() {
    return durable.end().lsn();
  }

  /** The checksum of the newest durable record, 0 when there is none. */
  public int checksum() {
    return durable.end().checksum();
  }

  /** The checksum of the newest record, durable or not. */
  int lastChecksum() {
    return lastChecksum;
  }

  /** The durable part of the journal, oldest first, without a gap. */
  public List<Extent> extents() {
    return durable.all();
  }

  /**
   * Deletes the segments all of whose records come before an LSN, oldest first. It spares those for
   * which no durable record behind them vouches yet: without one, a journal whose front is gone could
   * not be told from one that was never flushed.
   *
   * @return succeeds when that is durable
   * @throws IllegalArgumentException when a record before the LSN is not durable yet
   */
  public Future<Void> truncateBefore(long lsn) {
    if (lsn > durableLsn() + 1) {
      throw new IllegalArgumentException(
          "the journal cannot be truncated before record %d: only %d are durable"
              .formatted(lsn, durableLsn()));
    }
    List<String> names = SegmentNames.in(disk);
    List<String> before =
        names.subList(0, SegmentNames.holding(names, Math.min(lsn, durable.mark())));
    for (String name : before) {
      durable.remove(name);
      disk.delete(name);
    }
    return before.isEmpty() ? Future.succeededFuture() : rules.syncDirectory(disk);
  }

  /** Closes the files without a flush. */
  public void close() {
    unsynced.forEach(DiskFile::close);
  }

  private void checkAllowed(int length) {
    flushes.checkHealthy();
    if (length > options.maxRecordBytes()) {
      throw new IllegalArgumentException("a record of %d bytes is longer than the allowed %d: "
              .formatted(length, options.maxRecordBytes())
          + "split it, or open with a greater maxRecordBytes");
    }
  }

  private long write(ByteBuffer record) {
    if (active == null || isFull || active.size() >= options.segmentBytes()) {
      beginSegment();
    }
    int checksum = RecordHeader.write(
        record, lastLsn + 1, durableLsn(), lastChecksum, activeFirstLsn, active.size(), checksums);
    active.append(record);
    lastMark = durableLsn();
    lastChecksum = checksum;
    lastLsn++;
    return lastLsn;
  }

  private void beginSegment() {
    DiskFile next = disk.open(SegmentNames.of(lastLsn + 1));
    if (active != null) {
      rolled.add(written());
    }
    active = next;
    activeFirstLsn = lastLsn + 1;
    isFull = false;
    unsynced.add(active);
    hasNewSegment = true;
  }

  /** The newest record, durable or not, as the base of what comes behind it. */
  Base end() {
    return new Base(lastLsn, lastChecksum);
  }

  /** The next record begins a new segment, so that those before it can be deleted without it. */
  void roll() {
    isFull = true;
  }

  /** What stands in the active segment, durable or not. */
  private Extent written() {
    return new Extent(active.name(), activeFirstLsn, lastLsn, active.size(), lastChecksum);
  }

  private Future<Void> flushOnce() {
    if (durableLsn() == lastLsn) {
      return Future.succeededFuture(); // the flush before had covered what was asked for
    }
    List<Extent> covered = rolled;
    rolled = new ArrayList<>();
    if (lastLsn >= activeFirstLsn) {
      covered.add(written());
    }
    long mark = lastMark;
    List<DiskFile> files = unsynced;
    unsynced = new ArrayList<>(List.of(active));
    Future<Void> synced = Future.succeededFuture();
    for (DiskFile file : files) {
      synced = synced.compose(done -> rules.sync(disk, file));
    }
    if (hasNewSegment) {
      hasNewSegment = false;
      synced = synced.compose(done -> rules.syncDirectory(disk));
    }
    return synced.onSuccess(done -> {
      durable.add(covered, mark);
      files.stream().filter(file -> !unsynced.contains(file)).forEach(DiskFile::close);
    });
  }

  private String unflushed() {
    return "records %d to %d of the journal".formatted(durableLsn() + 1, lastLsn);
  }
}
