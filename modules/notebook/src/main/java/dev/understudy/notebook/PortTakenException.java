package dev.understudy.notebook;

/** Another program listens on the port that was asked for. */
public final class PortTakenException extends NotebookException {
  private static final long serialVersionUID = 1;

  /** The port that is taken. */
  public PortTakenException(int port, Throwable cause) {
    super(
        "Port " + port
            + " is taken by another program: give another one, or none to get a free one",
        cause);
  }
}
