package dev.understudy.storage;

import java.nio.ByteBuffer;

/** Reads one segment on its own, for whoever copies, checks or cuts a journal that is not open. */
public final class SegmentReader {

  /**
   * A record in a segment.
   *
   * @param lsn its number
   * @param end where it ends in the file, in bytes: the file may be cut here
   * @param checksum the checksum by which the next record is chained to it
   */
  public record Place(long lsn, long end, int checksum) {}

  /** Is shown the records one by one. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Looks at a record.
     *
     * @param payload its bytes, for the time of this call only
     * @return whether to go on to the next one
     */
    boolean record(Place place, ByteBuffer payload);
  }

  private SegmentReader() {}

  /**
   * Reads the records of an extent that come behind a base, and checks each of them and the chain
   * from the base to the last one.
   *
   * @throws CorruptJournalException when the file does not hold what the extent says
   */
  public static void read(Disk disk, Extent extent, WriteAheadLog.Base base, Visitor visitor) {
    DiskFile file = disk.open(extent.file());
    try {
      if (file.size() < extent.bytes()) {
        throw unlike(extent, file.size(), "the file ends here, and not at " + extent.bytes());
      }
      SegmentBytes bytes = new SegmentBytes();
      bytes.load(file, extent.bytes());
      read(bytes, extent, base, visitor);
    } finally {
      file.close();
    }
  }

  private static void read(
      SegmentBytes bytes, Extent extent, WriteAheadLog.Base base, Visitor visitor) {
    boolean beginsBefore = extent.firstLsn() <= base.lsn();
    long lsn = beginsBefore ? base.lsn() + 1 : extent.firstLsn();
    int offset = beginsBefore ? bytes.find(lsn, 0) : 0;
    int previous = base.checksum();
    boolean isChained = lsn == base.lsn() + 1;
    boolean goesOn = lsn <= extent.lastLsn();
    while (goesOn) {
      RecordHeader header = offset < 0 ? null : bytes.header(offset);
      boolean isRecord = header != null
          && header.lsn() == lsn
          && header.length() <= bytes.behind(offset)
          && bytes.isIntact(header, offset);
      if (!isRecord || (isChained && header.previous() != previous)) {
        throw unlike(extent, Math.max(0, offset), "record %d is not there".formatted(lsn));
      }
      int end = offset + RecordHeader.BYTES + header.length();
      Place place = new Place(lsn, end, header.checksum());
      boolean isLast = lsn == extent.lastLsn();
      if (isLast && (end != extent.bytes() || header.checksum() != extent.checksum())) {
        throw unlike(extent, offset, "record %d is another one".formatted(lsn));
      }
      goesOn = visitor.record(place, bytes.payload(header, offset)) && !isLast;
      previous = header.checksum();
      isChained = true;
      offset = end;
      lsn++;
    }
  }

  private static CorruptJournalException unlike(Extent extent, long offset, String found) {
    return CorruptJournalException.unlike(extent.file(), offset, found);
  }
}
