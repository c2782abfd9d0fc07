package dev.understudy.storage;

import java.nio.ByteBuffer;

/**
 * What stands before every record of the journal.
 *
 * <pre>
 *  offset  0 magic             4 bytes  "UWL1": where a search for records may begin again
 *          4 length            4        of the payload, in bytes
 *          8 lsn               8        the number of the record
 *         16 durable           8        the highest record known to be durable when this was written
 *         24 previous          4        the checksum of the record before: the chain
 *         28 payloadChecksum   4        CRC32C of the payload
 *         32 checksum          4        CRC32C of all the above and of the place
 * </pre>
 *
 * The last checksum makes a header readable on its own, so that its {@code durable} mark can be
 * trusted though everything before it is damaged. It covers the place (segment and offset) too:
 * bytes that merely look like a record, a copied journal in a payload for one, are not taken for
 * one.
 */
record RecordHeader(
    int length, long lsn, long durable, int previous, int payloadChecksum, int checksum) {
  static final int BYTES = 36;
  static final int MAGIC = 0x55574c31;
  private static final int COVERED = 32;

  /**
   * Writes the header before a payload that stands behind it already, and returns its checksum.
   *
   * @param record an array from its beginning: room for the header, and the payload up to the limit
   * @param segment the first LSN of the file it goes to, {@code offset} where it will begin there
   */
  static int write(
      ByteBuffer record,
      long lsn,
      long durable,
      int previous,
      long segment,
      long offset,
      Checksum checksums) {
    int length = record.limit() - BYTES;
    record
        .putInt(0, MAGIC)
        .putInt(4, length)
        .putLong(8, lsn)
        .putLong(16, durable)
        .putInt(24, previous)
        .putInt(28, checksums.of(record.array(), BYTES, length));
    int checksum = checksums.placed(segment, offset, record.array(), 0, COVERED);
    record.putInt(COVERED, checksum);
    return checksum;
  }

  /** The header at an offset of a segment's bytes, or null when there is none that is intact. */
  static RecordHeader read(ByteBuffer bytes, int offset, long segment, Checksum checksums) {
    if (bytes.limit() - offset < BYTES || bytes.getInt(offset) != MAGIC) {
      return null;
    }
    int checksum = bytes.getInt(offset + COVERED);
    if (checksum != checksums.placed(segment, offset, bytes.array(), offset, COVERED)) {
      return null;
    }
    return new RecordHeader(
        bytes.getInt(offset + 4),
        bytes.getLong(offset + 8),
        bytes.getLong(offset + 16),
        bytes.getInt(offset + 24),
        bytes.getInt(offset + 28),
        checksum);
  }

  /** Whether the payload behind the header at this offset is the one that was written. */
  boolean fits(ByteBuffer bytes, int offset, Checksum checksums) {
    return payloadChecksum == checksums.of(bytes.array(), offset + BYTES, length);
  }
}
