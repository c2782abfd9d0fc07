package dev.understudy.coach;

/** Something about an exercise is not as it must be; the message is one line and says what to do. */
public final class ExerciseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message names what was wrong, what was expected and what to do. */
  public ExerciseException(String message) {
    super(message);
  }

  /** The same, with what caused it. */
  public ExerciseException(String message, Throwable cause) {
    super(message, cause);
  }
}
