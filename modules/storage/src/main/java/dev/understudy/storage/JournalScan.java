package dev.understudy.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a journal from its base to its end and changes nothing: the records up to the first damage,
 * and the highest durable mark that is readable anywhere, before or behind it. One segment is in
 * memory at a time.
 */
final class JournalScan {

  /** An open segment file. */
  record Segment(long firstLsn, DiskFile file) {}

  /** How the journal is not what was written. */
  enum Kind {
    /** Bytes are not those of the next record. */
    WRONG_BYTES,
    /** A file begins with a later record than the next one. */
    MISSING_FILE,
    /** It does not carry on what its base stands for. */
    NOT_BEHIND_BASE
  }

  /** The first place at which the journal is not what was written. */
  record Damage(Kind kind, int segment, int offset, String found) {}

  private final Disk disk;
  private final WriteAheadLog.Options options;
  private final JournalRules rules;
  private final WriteAheadLog.Base base;
  private final long promised;
  private final WriteAheadLog.Reader reader;
  private final SegmentBytes bytes = new SegmentBytes();
  private final List<String> behindBase = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Extent> extents = new ArrayList<>();
  private long lastLsn;
  private int lastChecksum;
  private long lastMark;
  private long highestMark;
  private Damage damage;
  private boolean endsBehindBase;
  private String unneeded = "";

  JournalScan(
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
    this.reader = reader;
    this.lastLsn = base.lsn();
    this.lastChecksum = base.checksum();
    this.promised = promised;
    this.highestMark = promised;
  }

  /** Reads everything; files are left open only when this returns. */
  void run() {
    List<String> names = SegmentNames.in(disk);
    int first = SegmentNames.holding(names, base.lsn() + 1);
    behindBase.addAll(names.subList(0, first));
    for (String name : names.subList(first, names.size())) {
      segments.add(new Segment(SegmentNames.firstLsn(name), disk.open(name)));
    }
    try {
      for (int i = 0; i < segments.size(); i++) {
        scan(i);
      }
      checkEnd();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  void close() {
    segments.forEach(segment -> segment.file().close());
  }

  /** The names of the segments that were not read, since the base stands for all in them. */
  List<String> behindBase() {
    return behindBase;
  }

  /** The segments that were read. */
  List<Segment> segments() {
    return segments;
  }

  /** What of them is whole and behind the base, a segment each: those up to the first damage. */
  List<Extent> extents() {
    return extents;
  }

  long lastLsn() {
    return lastLsn;
  }

  int lastChecksum() {
    return lastChecksum;
  }

  /** The durable mark of the last record, 0 when none was read. */
  long lastMark() {
    return lastMark;
  }

  /** Who says so. */
  String witness() {
    return highestMark == promised ? "a snapshot" : "a later record";
  }

  /** Up to which record something says that all were durable. */
  long highestMark() {
    return highestMark;
  }

  /** Null when the journal is whole. */
  Damage damage() {
    return damage;
  }

  /** Whether the record behind the base has to begin a new file, whatever stands in the others. */
  boolean endsBehindBase() {
    return endsBehindBase;
  }

  /** What is wrong with records that the base stands for, or "". */
  String unneeded() {
    return unneeded;
  }

  private void scan(int index) {
    Segment segment = segments.get(index);
    bytes.load(segment.file(), segment.file().size());
    boolean mayBeginEarlier = index == 0 && segment.firstLsn() <= lastLsn;
    if (damage == null && !mayBeginEarlier && segment.firstLsn() != lastLsn + 1) {
      found(
          index == 0 && base.lsn() > 0 ? Kind.NOT_BEHIND_BASE : Kind.MISSING_FILE,
          index,
          0,
          "the file begins with record %d, and record %d is nowhere",
          segment.firstLsn(),
          lastLsn + 1);
    }
    int offset = damage == null && segment.firstLsn() <= base.lsn() ? skipToBase(segment) : 0;
    while (damage == null && offset < bytes.size()) {
      RecordHeader header = bytes.header(offset);
      if (isNext(header, index, offset)) {
        offset = take(header, offset);
      }
    }
    boolean isJoined = damage == null || damage.segment() == index;
    if (isJoined && !endsBehindBase && lastLsn >= segment.firstLsn()) {
      extents.add(
          new Extent(segment.file().name(), segment.firstLsn(), lastLsn, offset, lastChecksum));
    }
    if (damage != null) {
      highestMark = Math.max(highestMark, bytes.highestMark(offset));
    }
  }

  private void checkEnd() {
    int last = segments.size() - 1;
    if (damage == null && last >= 0 && lastLsn < highestMark) {
      int end = Math.toIntExact(segments.get(last).file().size());
      found(Kind.WRONG_BYTES, last, end, "the journal ends with record %d", lastLsn);
    }
  }

  /** Where the record behind the base begins. Of those before it only headers are looked at. */
  private int skipToBase(Segment segment) {
    int offset = 0;
    for (long lsn = segment.firstLsn(); lsn <= base.lsn(); lsn++) {
      RecordHeader header = bytes.header(offset);
      boolean isThere = header != null && header.lsn() == lsn;
      if (!isThere || header.length() > bytes.behind(offset)) {
        unneeded = "%s at offset %d: record %d is not there or not whole"
            .formatted(segment.file().name(), offset, lsn);
        return findNext(offset);
      }
      if (lsn == base.lsn() && header.checksum() != base.checksum()) {
        found(
            Kind.NOT_BEHIND_BASE,
            0,
            offset,
            "record %d is not the one that the snapshot was taken at",
            lsn);
        return offset;
      }
      offset += RecordHeader.BYTES + header.length();
    }
    return offset;
  }

  private int findNext(int from) {
    int next = bytes.find(base.lsn() + 1, from);
    if (next >= 0) {
      return next;
    }
    endsBehindBase = true;
    highestMark = Math.max(highestMark, bytes.highestMark(from));
    if (highestMark > base.lsn()) {
      found(Kind.WRONG_BYTES, 0, from, "there is no readable header of record %d", base.lsn() + 1);
    }
    return bytes.size();
  }

  private boolean isNext(RecordHeader header, int index, int offset) {
    long lsn = lastLsn + 1;
    int room = bytes.behind(offset);
    if (header == null) {
      wrong(index, offset, "there is no readable header of record %d", lsn);
    } else if (header.lsn() != lsn) {
      wrong(index, offset, "there is record %d instead of %d", header.lsn(), lsn);
    } else if (header.previous() != lastChecksum) {
      // No crash leaves a whole record that follows another one than the snapshot was taken at.
      boolean isForeign = lsn == base.lsn() + 1 && base.lsn() > 0;
      Kind kind = isForeign ? Kind.NOT_BEHIND_BASE : Kind.WRONG_BYTES;
      found(kind, index, offset, "record %d does not follow the record before it", lsn);
    } else if (header.length() > options.maxRecordBytes()) {
      throw new IllegalArgumentException(
          "record %d has %d bytes, but these options allow %d: open with a greater maxRecordBytes"
              .formatted(lsn, header.length(), options.maxRecordBytes()));
    } else if (header.length() > room) {
      wrong(
          index,
          offset,
          "record %d has %d bytes, the file ends after %d",
          lsn,
          header.length(),
          room);
    } else if (!rules.isIntact(bytes.isIntact(header, offset))) {
      wrong(index, offset, "the payload of record %d does not match its checksum", lsn);
    }
    return damage == null;
  }

  private int take(RecordHeader header, int offset) {
    reader.record(header.lsn(), bytes.payload(header, offset));
    lastLsn = header.lsn();
    lastChecksum = header.checksum();
    lastMark = header.durable();
    highestMark = Math.max(highestMark, header.durable());
    return offset + RecordHeader.BYTES + header.length();
  }

  private void wrong(int segment, int offset, String what, Object... details) {
    found(Kind.WRONG_BYTES, segment, offset, what, details);
  }

  private void found(Kind kind, int segment, int offset, String what, Object... details) {
    damage = new Damage(kind, segment, offset, what.formatted(details));
  }
}
