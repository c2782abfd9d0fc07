package dev.understudy.storage;

import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32C;

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

  /** The header of a payload that will be written at an offset of the segment which begins so. */
  static RecordHeader of(
      Buffer payload, long lsn, long durable, int previous, long segment, long offset) {
    int payloadChecksum = crc(payload.getBytes());
    Buffer fields = fields(payload.length(), lsn, durable, previous, payloadChecksum);
    int checksum = placedCrc(fields.getBytes(), segment, offset);
    return new RecordHeader(payload.length(), lsn, durable, previous, payloadChecksum, checksum);
  }

  /** The header at an offset of a segment's bytes, or null when there is none that is intact. */
  static RecordHeader read(Buffer bytes, int offset, long segment) {
    if (bytes.length() - offset < BYTES || bytes.getInt(offset) != MAGIC) {
      return null;
    }
    int checksum = bytes.getInt(offset + 32);
    if (checksum != placedCrc(bytes.getBytes(offset, offset + 32), segment, offset)) {
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

  /** Header and payload as they are written. */
  Buffer before(Buffer payload) {
    return fields(length, lsn, durable, previous, payloadChecksum)
        .appendInt(checksum)
        .appendBuffer(payload);
  }

  boolean fits(Buffer payload) {
    return payloadChecksum == crc(payload.getBytes());
  }

  private static Buffer fields(
      int length, long lsn, long durable, int previous, int payloadChecksum) {
    return Buffer.buffer(BYTES + length)
        .appendInt(MAGIC)
        .appendInt(length)
        .appendLong(lsn)
        .appendLong(durable)
        .appendInt(previous)
        .appendInt(payloadChecksum);
  }

  private static int placedCrc(byte[] fields, long segment, long offset) {
    CRC32C crc = new CRC32C();
    crc.update(Buffer.buffer(16).appendLong(segment).appendLong(offset).getBytes());
    crc.update(fields);
    return (int) crc.getValue();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
