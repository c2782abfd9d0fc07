package dev.understudy.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C over bytes of an array, one object for as many of them as one likes. */
final class Checksum {
  private final CRC32C crc = new CRC32C();
  private final byte[] place = new byte[2 * Long.BYTES];
  private final ByteBuffer placeFields = ByteBuffer.wrap(place);

  int of(byte[] bytes, int offset, int length) {
    crc.reset();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** Of bytes and of the place where they belong: the same bytes elsewhere are other ones. */
  int placed(long where, long offsetThere, byte[] bytes, int offset, int length) {
    placeFields.putLong(0, where).putLong(Long.BYTES, offsetThere);
    crc.reset();
    crc.update(place, 0, place.length);
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
