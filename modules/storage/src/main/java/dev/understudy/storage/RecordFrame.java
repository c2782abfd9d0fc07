package dev.understudy.storage;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** Room for a record that is about to be written, used again for the next one. */
final class RecordFrame {
  private static final int MOST_KEPT = 64 << 10;
  private final ByteBuffer kept = ByteBuffer.allocate(RecordHeader.BYTES + MOST_KEPT);

  /** Room for a header and, behind it, this payload. */
  ByteBuffer around(Buffer payload) {
    ByteBuffer record = room(payload.length());
    payload.getBytes(record.array(), RecordHeader.BYTES);
    return record;
  }

  /** Room for a header and, behind it, these remaining bytes, which are not used up. */
  ByteBuffer around(ByteBuffer payload) {
    ByteBuffer record = room(payload.remaining());
    record.put(RecordHeader.BYTES, payload, payload.position(), payload.remaining());
    return record;
  }

  private ByteBuffer room(int length) {
    return length <= MOST_KEPT
        ? kept.clear().limit(RecordHeader.BYTES + length)
        : ByteBuffer.allocate(RecordHeader.BYTES + length);
  }
}
