package dev.understudy.storage;

/** There was no room for an append; nothing of it was written, and it may be tried again. */
public final class DiskFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which append did not fit, and what the machine said if it said anything. */
  public DiskFullException(String file, long appended, Throwable cause) {
    super(
        "disk full: no room for "
            + appended
            + " more bytes in "
            + file
            + "; the file is unchanged: free some space and append again",
        cause);
  }
}
