package dev.understudy.storage;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
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
    read(SegmentNames.in(disk), newest, promised);
  }

  static Hold hold(Disk disk) {
    JsonObject json = new StoreFile(disk, DurableStore.SYSTEM_FILE).read();
    if (json == null) {
      throw new CorruptStoreException(
          "there is no store: its file " + DurableStore.SYSTEM_FILE + " is missing", null);
    }
    return new ClosedStore(disk, StoreOpening.system(json));
  }

  /**
   * Reads the end of the journal: the newest segment in which there is a whole record. Of those before
   * it the beginnings tell where they end; what is in them is looked at by who copies it.
   */
  private void read(List<String> segments, WriteAheadLog.Base newest, long promised) {
    for (int i = segments.size() - 1; i >= 0 && extents == null; i--) {
      RecordHeader first = firstHeader(segments.get(i));
      if (first != null) {
        readFrom(new WriteAheadLog.Base(first.lsn() - 1, first.previous()), newest, promised);
      }
    }
    if (extents == null) {
      lastMillis = snapshots.isEmpty() ? 0 : snapshots.get(snapshots.size() - 1).epochMillis();
      read(newest, promised);
    }
    addEarlier(segments);
  }

  /** What the snapshot stands for is read too, as others may need it, but it may be damaged. */
  private void readFrom(WriteAheadLog.Base base, WriteAheadLog.Base newest, long promised) {
    try {
      read(base, promised);
    } catch (CorruptJournalException damaged) {
      if (base.lsn() >= newest.lsn()) {
        throw damaged;
      }
    }
    if (extents != null && last.lsn() < newest.lsn()) {
      extents = null;
    }
  }

  /** Reads the journal behind a base; without a record there is no extent. */
  private void read(WriteAheadLog.Base base, long promised) {
    JournalScan scan =
        new JournalScan(disk, ANY, JournalRules.KEPT, base, promised, this::rememberTime);
    scan.run();
    try {
      Recovery.checkWhatIsPromised(scan, base, JournalRules.KEPT);
      extents = scan.lastLsn() == base.lsn() ? null : new ArrayList<>(scan.extents());
      last = new WriteAheadLog.Base(scan.lastLsn(), scan.lastChecksum());
    } finally {
      scan.close();
    }
  }

  /** Adds the segments before the first extent, as far as they are joined to it. */
  private void addEarlier(List<String> segments) {
    if (extents == null) {
      extents = new ArrayList<>();
      return;
    }
    String next = extents.get(0).file();
    for (int i = segments.indexOf(next) - 1; i >= 0; i--) {
      RecordHeader header = firstHeader(next);
      if (header == null) {
        return;
      }
      String file = segments.get(i);
      DiskFile segment = disk.open(file);
      extents.add(
          0,
          new Extent(
              file,
              SegmentNames.firstLsn(file),
              header.lsn() - 1,
              segment.size(),
              header.previous()));
      segment.close();
      next = file;
    }
  }

  private RecordHeader firstHeader(String segment) {
    DiskFile file = disk.open(segment);
    try {
      SegmentBytes bytes = new SegmentBytes();
      bytes.load(file, Math.min(file.size(), RecordHeader.BYTES));
      RecordHeader first = bytes.header(0);
      return first == null || first.lsn() != SegmentNames.firstLsn(segment) ? null : first;
    } finally {
      file.close();
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
    return List.copyOf(extents);
  }

  @Override
  public void close() {
    // nobody runs who could delete anything
  }
}
