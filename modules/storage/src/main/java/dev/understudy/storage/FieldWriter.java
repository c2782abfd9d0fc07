package dev.understudy.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes numbers and texts one behind the other into bytes that grow; {@link FieldReader} reads. */
final class FieldWriter {
  private static final int NULL = 0;
  private byte[] bytes = new byte[256];
  private int size;

  /** Begins anew. */
  FieldWriter clear() {
    size = 0;
    return this;
  }

  int size() {
    return size;
  }

  /** What was written, until the next change. */
  ByteBuffer written() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  FieldWriter octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  FieldWriter number(long value) {
    room(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >> shift);
    }
    return this;
  }

  /**
   * A text or null: first its length, in units of seven bits, with whether its characters need two
   * bytes each. Every text comes back as it was, also one with half of a surrogate pair.
   */
  FieldWriter text(String text) {
    if (text == null) {
      return octet(NULL);
    }
    room(10 + text.length());
    int start = size;
    length(((long) text.length() << 1) + 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xff) {
        size = start;
        return wide(text);
      }
      bytes[size++] = (byte) c;
    }
    return this;
  }

  /** Bytes behind their number. */
  FieldWriter octets(byte[] octets) {
    number(octets.length);
    room(octets.length);
    System.arraycopy(octets, 0, bytes, size, octets.length);
    size += octets.length;
    return this;
  }

  private FieldWriter wide(String text) {
    room(10 + Math.multiplyExact(2, text.length()));
    length(((long) text.length() << 1) + 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes[size++] = (byte) (c >> Byte.SIZE);
      bytes[size++] = (byte) c;
    }
    return this;
  }

  private void length(long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * needed));
    }
  }
}
