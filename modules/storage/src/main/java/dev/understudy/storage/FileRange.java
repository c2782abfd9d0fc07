package dev.understudy.storage;

/** Refuses to read what a file does not hold. */
final class FileRange {
  private FileRange() {}

  static void check(String name, long size, long offset, int length) {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new IllegalArgumentException(
          "%s has %d bytes; %d bytes from offset %d were asked for, which is not within it"
              .formatted(name, size, length, offset));
    }
  }
}
