package dev.understudy.storage;

import java.nio.ByteBuffer;

/**
 * Follows the records of a journal while its bytes pass by in chunks, for whoever copies them: where
 * each record begins and ends, its number, its place in the chain. Nothing is kept, and payloads are
 * not checked: that is recovery's task.
 */
public final class RecordWalk {
  /** Of a commit the kind and the time. */
  private static final int LOOKED_AT = Byte.BYTES + Long.BYTES;

  /** Hears of each record when its last byte has passed by. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A record has passed by.
     *
     * @param lsn its number
     * @param checksum what the record after it must carry
     * @param end the offset behind its last byte, in its segment
     * @param epochMillis the time of the {@link Commit} in it; 0 when it holds something shorter
     */
    void passed(long lsn, int checksum, long end, long epochMillis);
  }

  private final ByteBuffer head = ByteBuffer.allocate(RecordHeader.BYTES + LOOKED_AT);
  private final Visitor visitor;
  private boolean beginsAnywhere;
  private String file;
  private long lastLsn;
  private int lastChecksum;
  private long offset;
  private long payloadLeft;

  private RecordWalk(boolean beginsAnywhere, long lsn, int checksum, Visitor visitor) {
    this.beginsAnywhere = beginsAnywhere;
    this.lastLsn = lsn;
    this.lastChecksum = checksum;
    this.visitor = visitor;
  }

  /** A walk that begins behind a record, whose number and checksum the next one must follow. */
  public static RecordWalk behind(long lsn, int checksum, Visitor visitor) {
    return new RecordWalk(false, lsn, checksum, visitor);
  }

  /** A walk whose first record may be any. */
  public static RecordWalk fromAnywhere(Visitor visitor) {
    return new RecordWalk(true, 0, 0, visitor);
  }

  /**
   * The bytes that come now are of this segment, from this offset on, where a record begins.
   *
   * @throws IllegalArgumentException when the one before ended in the middle of a record
   */
  public void enter(String segment, long newOffset) {
    checkBetweenRecords();
    file = segment;
    offset = newOffset;
  }

  /**
   * Bytes pass by, in order.
   *
   * @throws IllegalArgumentException when they are no records, or not those that must come next
   */
  public void pass(ByteBuffer chunk) {
    ByteBuffer bytes = chunk.duplicate();
    while (bytes.hasRemaining()) {
      if (passedWhole(bytes)) {
        continue;
      }
      if (payloadLeft == 0 || head.position() < RecordHeader.BYTES) {
        fillTo(RecordHeader.BYTES, bytes);
        if (head.position() < RecordHeader.BYTES) {
          return;
        }
        checkNext(head, 0);
        payloadLeft = head.getInt(4);
      }
      passPayload(bytes);
    }
  }

  /** Refuses an end in the middle of a record. */
  public void checkBetweenRecords() {
    if (head.position() > 0) {
      throw new IllegalArgumentException(
          "%s ends in the middle of record %d".formatted(file, lastLsn + 1));
    }
  }

  /** The number of the last record that has passed by. */
  public long lastLsn() {
    return lastLsn;
  }

  /** Its checksum. */
  public int lastChecksum() {
    return lastChecksum;
  }

  /** The quick way, for a record that lies in one chunk. */
  private boolean passedWhole(ByteBuffer bytes) {
    int at = bytes.position();
    int payloadRoom = bytes.remaining() - RecordHeader.BYTES;
    if (head.position() > 0 || payloadRoom < LOOKED_AT) {
      return false;
    }
    int length = bytes.getInt(at + 4);
    if (length < LOOKED_AT || length > payloadRoom) {
      return false;
    }
    checkNext(bytes, at);
    bytes.position(at + RecordHeader.BYTES + length);
    end(bytes, at, bytes.getLong(at + RecordHeader.BYTES + Byte.BYTES));
    return true;
  }

  private void passPayload(ByteBuffer bytes) {
    int before = head.position();
    fillTo(RecordHeader.BYTES + Math.min(LOOKED_AT, head.getInt(4)), bytes);
    payloadLeft -= head.position() - before;
    int skipped = (int) Math.min(payloadLeft, bytes.remaining());
    bytes.position(bytes.position() + skipped);
    payloadLeft -= skipped;
    if (payloadLeft == 0) {
      boolean hasTime = head.position() == RecordHeader.BYTES + LOOKED_AT;
      long epochMillis = hasTime ? head.getLong(RecordHeader.BYTES + Byte.BYTES) : 0;
      head.clear();
      end(head, 0, epochMillis);
    }
  }

  private void checkNext(ByteBuffer header, int at) {
    long lsn = header.getLong(at + 8);
    if (header.getInt(at) != RecordHeader.MAGIC || header.getInt(at + 4) < 0) {
      throw new IllegalArgumentException(
          "%s at offset %d: there is no record".formatted(file, offset));
    }
    if (beginsAnywhere) {
      beginsAnywhere = false;
      lastLsn = lsn - 1;
    } else if (lsn != lastLsn + 1 || header.getInt(at + 24) != lastChecksum) {
      throw new IllegalArgumentException("%s at offset %d: record %d does not follow record %d"
          .formatted(file, offset, lsn, lastLsn));
    }
  }

  private void end(ByteBuffer header, int at, long epochMillis) {
    lastLsn++;
    lastChecksum = header.getInt(at + 32);
    offset += RecordHeader.BYTES + (long) header.getInt(at + 4);
    visitor.passed(lastLsn, lastChecksum, offset, epochMillis);
  }

  private void fillTo(int position, ByteBuffer bytes) {
    while (head.position() < position && bytes.hasRemaining()) {
      head.put(bytes.get());
    }
  }
}
