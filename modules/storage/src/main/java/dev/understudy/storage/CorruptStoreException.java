package dev.understudy.storage;

/**
 * A store is damaged beyond what it holds twice. It refuses to open; nothing on the disk was
 * changed.
 */
public final class CorruptStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptStoreException(String what, Throwable cause) {
    super(what, cause);
  }
}
