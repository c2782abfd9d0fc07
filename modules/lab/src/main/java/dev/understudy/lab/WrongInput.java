package dev.understudy.lab;

/** The user asked for something that is not there or cannot be done; the message is one line and says what to do. */
final class WrongInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongInput(String message) {
    super(message);
  }
}
