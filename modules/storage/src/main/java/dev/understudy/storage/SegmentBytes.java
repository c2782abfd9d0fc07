package dev.understudy.storage;

import java.nio.ByteBuffer;

/** The bytes of one segment in memory, where the next one will take their place. */
final class SegmentBytes {
  private final Checksum checksums = new Checksum();
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private ByteBuffer payload = bytes;
  private long firstLsn;

  /** Reads the first {@code size} bytes of a file. */
  void load(DiskFile file, long size) {
    int length = Math.toIntExact(size);
    if (bytes.capacity() < length) {
      bytes = ByteBuffer.allocate(length);
    }
    bytes.clear().limit(length);
    file.read(0, bytes);
    payload = bytes.duplicate();
    firstLsn = SegmentNames.firstLsn(file.name());
  }

  int size() {
    return bytes.limit();
  }

  /** The header at an offset, or null when there is none that is intact. */
  RecordHeader header(int offset) {
    return RecordHeader.read(bytes, offset, firstLsn, checksums);
  }

  /** How many bytes there are behind a header at this offset. */
  int behind(int offset) {
    return bytes.limit() - offset - RecordHeader.BYTES;
  }

  /** Whether the payload of a record at this offset is the one that was written. */
  boolean isIntact(RecordHeader header, int offset) {
    return header.fits(bytes, offset, checksums);
  }

  /** The payload of a record at this offset, until the next call. */
  ByteBuffer payload(RecordHeader header, int offset) {
    int start = offset + RecordHeader.BYTES;
    return payload.clear().limit(start + header.length()).position(start);
  }

  /**
   * Where the header of a record stands, at an offset or behind it, or -1: behind damage nobody knows
   * where a record begins, so every byte may.
   */
  int find(long lsn, int from) {
    for (int offset = from; offset <= bytes.limit() - RecordHeader.BYTES; offset++) {
      RecordHeader header = header(offset);
      if (header != null && header.lsn() == lsn) {
        return offset;
      }
    }
    return -1;
  }

  /** The highest durable mark in any header at an offset or behind it, 0 when there is none. */
  long highestMark(int from) {
    long highest = 0;
    for (int offset = from; offset <= bytes.limit() - RecordHeader.BYTES; offset++) {
      RecordHeader header = header(offset);
      if (header != null) {
        highest = Math.max(highest, header.durable());
      }
    }
    return highest;
  }
}
