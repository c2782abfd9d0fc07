package dev.understudy.quorum;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A number out of texts, the same on every node and every JDK, and spread evenly. */
final class Digest {
  private Digest() {}

  /** The first half of MD5 over the texts, each with its length: "ab", "c" is not "a", "bc". */
  static long of(String... texts) {
    try {
      MessageDigest digest =
          MessageDigest.getInstance("MD5"); // Dynamo's choice; nobody attacks here
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every JDK has MD5", never);
    }
  }

  /** The same as 16 hexadecimal digits. */
  static String hex(String... texts) {
    return HexFormat.of().toHexDigits(of(texts));
  }
}
