package dev.understudy.backup;

/**
 * Consecutive bytes of one file of a store, kept in a file of their own.
 *
 * @param file the name that it has in the store's directory
 * @param offset where in that file it begins, in bytes
 * @param bytes how long it is
 * @param sha256 of its bytes, 64 hexadecimal digits
 */
public record Piece(String file, long offset, long bytes, String sha256) {

  /** Refuses negative numbers. */
  public Piece {
    if (offset < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "%s: offset %d and length %d must not be negative".formatted(file, offset, bytes));
    }
  }

  /** Behind its last byte, counted in the store's file. */
  long end() {
    return offset + bytes;
  }
}
