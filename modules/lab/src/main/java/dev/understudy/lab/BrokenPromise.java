package dev.understudy.lab;

/** What was promised does not hold, and the input was not at fault; the message is one line and says what to do. */
final class BrokenPromise extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenPromise(String message) {
    super(message);
  }
}
