package dev.understudy.storage;

/** A snapshot is not whole; another one, or the journal from its beginning, has to do. */
final class DamagedSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String file, String found) {
    super("%s is not whole: %s".formatted(file, found));
  }
}
