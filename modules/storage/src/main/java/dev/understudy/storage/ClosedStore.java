package dev.understudy.storage;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** The files of a store that nobody has open, as far as they count. Only read, and never changed. */
final class ClosedStore implements Hold {
  /** Whatever a store was able to write is read. */
  private static final WriteAheadLog.Options ANY = new WriteAheadLog.Options(1, 512 << 20);

  private static final int TIME_OFFSET = Byte.BYTES;

  private final Disk disk;
  private final String system;
  private final List<SnapshotFile> snapshots;
  private List<Extent> extents;
  private WriteAheadLog.Base last;
  private long lastMillis;

  private ClosedStore(Disk disk, String system) {
    this.disk = disk;
    this.system = system;
    List<String> names = SnapshotNames.in(disk);
    this.snapshots = Snapshots.glanceAt(disk, names);
    long promised = names.isEmpty() ? 0 : SnapshotNames.lsn(names.get(names.size() - 1));
    WriteAheadLog.Base newest = snapshots.isEmpty()
        ? WriteAheadLog.Base.START
        : snapshots.get(snapshots.size() - 1).base();
    boolean isRead = read(beginning(newest), promised, newest.lsn());
    if (!isRead && !read(newest, promised, newest.lsn())) {
      throw new IllegalStateException("a journal was read, and yet ends before its snapshot");
    }
  }

  static Hold hold(Disk disk) {
    JsonObject json = new StoreFile(disk, DurableStore.SYSTEM_FILE).read();
    if (json == null) {
      throw new CorruptStoreException(
          "there is no store: its file " + DurableStore.SYSTEM_FILE + " is missing", null);
    }
    return new ClosedStore(disk, StoreOpening.system(json));
  }

  /** Where the oldest segment begins; older than the snapshot, since others may need the log more. */
  private WriteAheadLog.Base beginning(WriteAheadLog.Base newest) {
    List<String> segments = SegmentNames.in(disk);
    if (segments.isEmpty() || SegmentNames.firstLsn(segments.get(0)) > newest.lsn()) {
      return newest;
    }
    DiskFile file = disk.open(segments.get(0));
    try {
      SegmentBytes bytes = new SegmentBytes();
      bytes.load(file, Math.min(file.size(), RecordHeader.BYTES));
      RecordHeader first = bytes.header(0);
      return first == null ? newest : new WriteAheadLog.Base(first.lsn() - 1, first.previous());
    } finally {
      file.close();
    }
  }

  /** Reads the journal; false when what is whole of it ends before the newest snapshot. */
  private boolean read(WriteAheadLog.Base base, long promised, long newestLsn) {
    lastMillis = snapshots.isEmpty() ? 0 : snapshots.get(snapshots.size() - 1).epochMillis();
    JournalScan scan =
        new JournalScan(disk, ANY, JournalRules.KEPT, base, promised, this::rememberTime);
    scan.run();
    try {
      if (scan.lastLsn() < newestLsn) {
        return false;
      }
      Recovery.checkWhatIsPromised(scan, base, JournalRules.KEPT);
      extents = List.copyOf(scan.extents());
      last = new WriteAheadLog.Base(scan.lastLsn(), scan.lastChecksum());
      return true;
    } finally {
      scan.close();
    }
  }

  private void rememberTime(long lsn, ByteBuffer payload) {
    if (payload.remaining() >= TIME_OFFSET + Long.BYTES) {
      lastMillis = payload.getLong(payload.position() + TIME_OFFSET);
    }
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public String system() {
    return system;
  }

  @Override
  public long lsn() {
    return last.lsn();
  }

  @Override
  public int checksum() {
    return last.checksum();
  }

  @Override
  public Instant time() {
    return Instant.ofEpochMilli(lastMillis);
  }

  @Override
  public List<SnapshotFile> snapshots() {
    return snapshots;
  }

  @Override
  public List<Extent> extents() {
    return extents;
  }

  @Override
  public void close() {
    // nobody runs who could delete anything
  }
}
