package dev.understudy.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link FieldWriter} wrote; refuses bytes that none wrote. */
final class FieldReader {
  private final ByteBuffer bytes;

  /** Reads from the position of bytes that lie in an array. */
  FieldReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** How many bytes are not read yet. */
  int left() {
    return bytes.remaining();
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  int octet() {
    need(1);
    return bytes.get();
  }

  long number() {
    need(Long.BYTES);
    return bytes.getLong();
  }

  String text() {
    long header = length();
    if (header == 0) {
      return null;
    }
    boolean isWide = (header & 1) == 0;
    long length = (header - 1) >> 1;
    need(isWide ? 2 * length : length);
    return isWide ? wide((int) length) : narrow((int) length);
  }

  byte[] octets() {
    long length = number();
    need(length);
    if (length < 0) {
      throw new IllegalArgumentException("a length is " + length);
    }
    byte[] octets = new byte[(int) length];
    bytes.get(octets);
    return octets;
  }

  private String narrow(int length) {
    int from = bytes.arrayOffset() + bytes.position();
    bytes.position(bytes.position() + length);
    return new String(bytes.array(), from, length, StandardCharsets.ISO_8859_1);
  }

  private String wide(int length) {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = bytes.getChar();
    }
    return new String(chars);
  }

  private long length() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      need(1);
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a length is longer than any text can be");
  }

  private void need(long more) {
    if (more > bytes.remaining()) {
      throw new IllegalArgumentException(
          "%d more bytes are expected, but only %d are left".formatted(more, bytes.remaining()));
    }
  }
}
