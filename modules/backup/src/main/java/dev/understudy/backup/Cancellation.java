package dev.understudy.backup;

/** Lets somebody stop a long job. The job looks here after each chunk, and leaves nothing behind. */
public final class Cancellation {
  private volatile boolean asked;

  /** A job fails with this after somebody cancelled it. */
  public static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
      super("cancelled: nothing was left behind");
    }
  }

  /** Asks the job to stop at its next chunk; from any thread. */
  public void cancel() {
    asked = true;
  }

  void check() {
    if (asked) {
      throw new CancelledException();
    }
  }
}
