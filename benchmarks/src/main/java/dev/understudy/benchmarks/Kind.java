package dev.understudy.benchmarks;

/**
 * What rows have in common that may be compared.
 *
 * @param members how many copies, the leader's included
 * @param bytes the length of a value
 * @param onDisk whether a copy counts when it is synced to a disk, and not only kept in memory
 */
record Kind(int members, int bytes, boolean onDisk) {
  /** The length of a value where nothing else is said. */
  static final int SHORT = 16;

  /** What is not as usual, behind the words for something. */
  String suffix() {
    return (bytes == SHORT ? "" : ", " + words(bytes)) + (onDisk ? ", on disk" : "");
  }

  /** A length in words. */
  static String words(int bytes) {
    return bytes < 1024 ? bytes + " B" : bytes / 1024 + " KiB";
  }
}
