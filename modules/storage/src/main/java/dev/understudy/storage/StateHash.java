package dev.understudy.storage;

/**
 * A 64-bit fingerprint of a state, the same in whatever order its entries come: the sum of a hash of
 * each. That of an entry is FNV-1a over its texts, each with its length, so that "ab","c" is not
 * "a","bc", and then mixed, so that no small change of two entries makes up for another.
 */
final class StateHash {
  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;
  private long sum;

  StateHash addValue(String key, String value) {
    sum += mixed(text(text(BASIS, key), value));
    return this;
  }

  StateHash addSession(String client, ExactlyOnceStore.Session session) {
    long hash = number(text(~BASIS, client), session.lastSequence());
    sum += mixed(text(hash, session.lastResult()));
    return this;
  }

  /** Records have an order, so each is added with its number. */
  StateHash addRecord(long number, byte[] record) {
    long hash = number(BASIS, number);
    for (byte bits : record) {
      hash = octet(hash, bits);
    }
    sum += mixed(hash);
    return this;
  }

  long value() {
    return sum;
  }

  private static long text(long before, String text) {
    long hash = number(before, text == null ? -1 : text.length());
    for (int i = 0; text != null && i < text.length(); i++) {
      hash = octet(octet(hash, text.charAt(i) >> 8), text.charAt(i));
    }
    return hash;
  }

  private static long number(long before, long number) {
    long hash = before;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = octet(hash, (int) (number >> shift));
    }
    return hash;
  }

  private static long octet(long hash, int bits) {
    return (hash ^ (bits & 0xff)) * PRIME;
  }

  /** The last step of MurmurHash3 (Austin Appleby, in the public domain). */
  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
