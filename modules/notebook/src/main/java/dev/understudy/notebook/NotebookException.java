package dev.understudy.notebook;

/** A notebook, or the place it should run in, is not what it must be. The message names what to do. */
public class NotebookException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception that says what was wrong, what was expected and what to do. */
  public NotebookException(String message) {
    super(message);
  }

  /** The same with the failure that revealed it. */
  public NotebookException(String message, Throwable cause) {
    super(message, cause);
  }
}
