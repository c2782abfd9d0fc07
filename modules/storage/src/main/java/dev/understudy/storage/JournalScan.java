package dev.understudy.storage;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a journal from its first segment to its last and changes nothing: the records up to the
 * first damage, and the highest durable mark that is readable anywhere, before or behind it.
 */
final class JournalScan {

  /** An open segment file. */
  record Segment(long firstLsn, DiskFile file) {}

  /** The first place at which the journal is not what was written; misplaced: a file is missing. */
  record Damage(int segment, int offset, boolean misplaced, String found) {}

  private final WriteAheadLog.Options options;
  private final JournalRules rules;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Buffer> records = new ArrayList<>();
  private int lastChecksum;
  private long highestMark;
  private Damage damage;

  JournalScan(Disk disk, WriteAheadLog.Options options, JournalRules rules) {
    this.options = options;
    this.rules = rules;
    for (String name : SegmentNames.in(disk)) {
      segments.add(new Segment(SegmentNames.firstLsn(name), disk.open(name)));
    }
    try {
      for (int i = 0; i < segments.size(); i++) {
        scan(i);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  void close() {
    segments.forEach(segment -> segment.file().close());
  }

  List<Segment> segments() {
    return segments;
  }

  /** The whole records before the first damage; the first one has LSN 1. */
  List<Buffer> records() {
    return records;
  }

  long lastLsn() {
    return records.size();
  }

  int lastChecksum() {
    return lastChecksum;
  }

  long highestMark() {
    return highestMark;
  }

  /** Null when the journal is whole. */
  Damage damage() {
    return damage;
  }

  private void scan(int index) {
    Segment segment = segments.get(index);
    Buffer bytes = segment.file().read(0, Math.toIntExact(segment.file().size()));
    int offset = 0;
    if (damage == null && segment.firstLsn() != lastLsn() + 1) {
      damage = new Damage(
          index,
          0,
          true,
          "the file begins with record %d, and record %d is nowhere"
              .formatted(segment.firstLsn(), lastLsn() + 1));
    }
    while (damage == null && offset < bytes.length()) {
      RecordHeader header = RecordHeader.read(bytes, offset, segment.firstLsn());
      if (isNext(header, index, offset, bytes)) {
        int end = offset + RecordHeader.BYTES + header.length();
        records.add(bytes.getBuffer(offset + RecordHeader.BYTES, end));
        lastChecksum = header.checksum();
        highestMark = Math.max(highestMark, header.durable());
        offset = end;
      }
    }
    if (damage != null) {
      searchMarks(bytes, offset, segment.firstLsn());
    }
  }

  private boolean isNext(RecordHeader header, int index, int offset, Buffer bytes) {
    long lsn = lastLsn() + 1;
    int start = offset + RecordHeader.BYTES;
    if (header == null) {
      found(index, offset, "there is no readable header of record %d", lsn);
    } else if (header.lsn() != lsn) {
      found(index, offset, "there is record %d instead of %d", header.lsn(), lsn);
    } else if (header.previous() != lastChecksum) {
      found(index, offset, "record %d does not follow the record before it", lsn);
    } else if (header.length() > options.maxRecordBytes()) {
      throw new IllegalArgumentException(
          "record %d has %d bytes, but these options allow %d: open with a greater maxRecordBytes"
              .formatted(lsn, header.length(), options.maxRecordBytes()));
    } else if (header.length() > bytes.length() - start) {
      found(
          index,
          offset,
          "record %d has %d bytes, the file ends after %d",
          lsn,
          header.length(),
          bytes.length() - start);
    } else if (!rules.isIntact(header, bytes.getBuffer(start, start + header.length()))) {
      found(index, offset, "the payload of record %d does not match its checksum", lsn);
    }
    return damage == null;
  }

  /** Behind damage nobody knows where a record begins: every byte may. */
  private void searchMarks(Buffer bytes, int from, long firstLsn) {
    for (int offset = from; offset <= bytes.length() - RecordHeader.BYTES; offset++) {
      RecordHeader header = RecordHeader.read(bytes, offset, firstLsn);
      if (header != null) {
        highestMark = Math.max(highestMark, header.durable());
      }
    }
  }

  private void found(int segment, int offset, String what, Object... details) {
    damage = new Damage(segment, offset, false, what.formatted(details));
  }
}
