package dev.understudy.backup;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 (FIPS 180-4) that grows with what is read. */
final class Sha256 {
  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  static String of(Buffer bytes) {
    Sha256 sha256 = new Sha256();
    sha256.add(ByteBuffer.wrap(bytes.getBytes()));
    return sha256.hex();
  }

  /** Leaves the buffer's position where it is. */
  void add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  /** All that was added; nothing can be added afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
