package dev.understudy.backup;

/**
 * A backup is not what it must be, or a restore may not go where it was sent. Nothing was written.
 * The message names the link or the file, says what was expected, and what to do.
 */
public final class RefusedBackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong; see {@link String#formatted}. */
  public RefusedBackupException(String message, Object... details) {
    super(message.formatted(details));
  }
}
