package dev.understudy.storage;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Opens a journal after a stop of any kind. First everything is read and judged; only then is
 * anything changed. A crash may interrupt the repair anywhere: whatever of it reached the disk, the
 * next recovery finds damage behind the same last record, may cut it for the same reason, and
 * carries on.
 */
final class Recovery {
  private final Disk disk;
  private final WriteAheadLog.Options options;
  private final JournalRules rules;
  private final WriteAheadLog.Base base;
  private final JournalScan scan;

  Recovery(
      Disk disk,
      WriteAheadLog.Options options,
      JournalRules rules,
      WriteAheadLog.Base base,
      long promised,
      WriteAheadLog.Reader reader) {
    this.disk = disk;
    this.options = options;
    this.rules = rules;
    this.base = base;
    this.scan = new JournalScan(disk, options, rules, base, promised, reader);
  }

  Future<WriteAheadLog.Opened> run() {
    scan.run();
    try {
      checkWhatIsPromised(scan, base, rules);
    } catch (CorruptJournalException refusal) {
      scan.close();
      throw refusal;
    }
    JournalScan.Damage damage = scan.damage();
    if (damage == null) {
      return recovered(scan.segments(), report(0, "", 0, ""));
    }
    String file = scan.segments().get(damage.segment()).file().name();
    boolean isWholeFile = damage.kind() != JournalScan.Kind.WRONG_BYTES;
    int kept = isWholeFile ? damage.segment() : damage.segment() + 1;
    long bytesCut = cut(damage, kept);
    return recovered(
        scan.segments().subList(0, kept), report(bytesCut, file, damage.offset(), damage.found()));
  }

  /** Refuses a journal that is damaged, or gone, where somebody was promised something. */
  static void checkWhatIsPromised(JournalScan scan, WriteAheadLog.Base base, JournalRules rules) {
    JournalScan.Damage damage = scan.damage();
    long lsn = scan.lastLsn() + 1;
    boolean mayCut = rules.mayCut(lsn, scan.highestMark());
    if (damage == null) {
      if (scan.segments().isEmpty() && !mayCut) {
        throw CorruptJournalException.promised(
            SegmentNames.of(lsn),
            0,
            "no file of the journal is there",
            lsn,
            "a snapshot",
            scan.highestMark());
      }
      return;
    }
    String file = scan.segments().get(damage.segment()).file().name();
    if (damage.kind() == JournalScan.Kind.NOT_BEHIND_BASE) {
      throw CorruptJournalException.notBehindBase(
          file, damage.offset(), damage.found(), base.lsn());
    }
    if (!mayCut) {
      throw CorruptJournalException.promised(
          file, damage.offset(), damage.found(), lsn, scan.witness(), scan.highestMark());
    }
  }

  private RecoveryReport report(long bytesCut, String file, long offset, String reason) {
    long records = scan.lastLsn() - base.lsn();
    return new RecoveryReport(base.lsn(), records, bytesCut, file, offset, reason, scan.unneeded());
  }

  private long cut(JournalScan.Damage damage, int kept) {
    long bytesCut = 0;
    for (JournalScan.Segment segment :
        scan.segments().subList(kept, scan.segments().size())) {
      bytesCut += segment.file().size();
      segment.file().close();
      disk.delete(segment.file().name());
    }
    if (damage.segment() < kept) {
      DiskFile torn = scan.segments().get(damage.segment()).file();
      bytesCut += torn.size() - damage.offset();
      torn.truncate(damage.offset());
    }
    return bytesCut;
  }

  /**
   * What was read may have been in the page cache only, and the repair surely is: the journal is
   * handed out when both are durable, since its owner will act on every record in it.
   */
  private Future<WriteAheadLog.Opened> recovered(
      List<JournalScan.Segment> segments, RecoveryReport report) {
    Future<Void> durable = Future.succeededFuture();
    for (JournalScan.Segment segment : segments) {
      durable = durable.compose(done -> rules.sync(disk, segment.file()));
    }
    return durable
        .compose(done -> rules.syncDirectory(disk))
        .onFailure(cause -> scan.close())
        .map(done -> new WriteAheadLog.Opened(log(segments), report));
  }

  private WriteAheadLog log(List<JournalScan.Segment> segments) {
    int open = scan.endsBehindBase() ? 0 : Math.min(1, segments.size());
    List<JournalScan.Segment> closed = segments.subList(0, segments.size() - open);
    closed.forEach(segment -> segment.file().close());
    WriteAheadLog.Base end = new WriteAheadLog.Base(scan.lastLsn(), scan.lastChecksum());
    DurableExtents extents = new DurableExtents(end, scan.lastMark(), extents());
    return open == 0
        ? new WriteAheadLog(disk, options, rules, extents, null)
        : new WriteAheadLog(
            disk, options, rules, extents, segments.get(closed.size()).file());
  }

  /** Those that were read, and before them those that were not, as far as they are joined. */
  private List<Extent> extents() {
    if (scan.endsBehindBase()) {
      return List.of();
    }
    ArrayDeque<Extent> extents = new ArrayDeque<>(scan.extents());
    long nextLsn = scan.segments().isEmpty() ? 0 : scan.segments().get(0).firstLsn();
    for (int i = scan.behindBase().size() - 1; i >= 0; i--) {
      String name = scan.behindBase().get(i);
      Integer checksum =
          nextLsn == base.lsn() + 1 ? Integer.valueOf(base.checksum()) : previousTo(nextLsn);
      if (checksum == null) {
        break;
      }
      long firstLsn = SegmentNames.firstLsn(name);
      extents.addFirst(new Extent(name, firstLsn, nextLsn - 1, sizeOf(name), checksum));
      nextLsn = firstLsn;
    }
    return List.copyOf(extents);
  }

  /** The checksum to which the first record of a segment is chained, null when it is unreadable. */
  private Integer previousTo(long firstLsn) {
    DiskFile file = disk.open(SegmentNames.of(firstLsn));
    try {
      SegmentBytes bytes = new SegmentBytes();
      bytes.load(file, Math.min(RecordHeader.BYTES, file.size()));
      RecordHeader header = bytes.header(0);
      return header == null || header.lsn() != firstLsn ? null : header.previous();
    } finally {
      file.close();
    }
  }

  private long sizeOf(String name) {
    DiskFile file = disk.open(name);
    long size = file.size();
    file.close();
    return size;
  }
}
