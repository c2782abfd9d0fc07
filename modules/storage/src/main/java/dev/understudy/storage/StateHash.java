package dev.understudy.storage;

/** The 64-bit FNV-1a hash over strings, each with its length, so that "ab","c" is not "a","bc". */
final class StateHash {
  private static final long PRIME = 0x100000001b3L;
  private long value = 0xcbf29ce484222325L;

  StateHash add(String text) {
    add(text == null ? -1 : text.length());
    for (int i = 0; text != null && i < text.length(); i++) {
      addByte(text.charAt(i) >> 8);
      addByte(text.charAt(i));
    }
    return this;
  }

  StateHash add(long number) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      addByte((int) (number >> shift));
    }
    return this;
  }

  long value() {
    return value;
  }

  private void addByte(int bits) {
    value = (value ^ (bits & 0xff)) * PRIME;
  }
}
