package dev.understudy.storage;

/**
 * A sync failed: nobody knows what of it is durable. The only safe answer is to acknowledge nothing
 * more, stop, and recover from what the disk really holds (Rebello et al., "Can Applications Recover
 * from fsync Failures?", 2020).
 */
public final class SyncFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what could not be made durable, and the error of the machine if there was one. */
  public SyncFailedException(String what, Throwable cause) {
    super(
        "sync failed: "
            + what
            + "; nobody knows how much of it is durable: stop, and recover from the disk",
        cause);
  }
}
