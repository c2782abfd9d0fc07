package dev.understudy.lab;

/** What the exit codes of every command mean. */
final class Exit {
  /** The promise holds. */
  static final int HOLDS = 0;
  /** The promise does not hold. */
  static final int DOES_NOT_HOLD = 1;
  /** Wrong usage or input. */
  static final int WRONG_INPUT = 2;
  /** Neither is known. */
  static final int UNKNOWN = 3;
  /** An error of this program itself, which says nothing about any promise. */
  static final int ERROR = 70;
  /** The user did not want to wait. */
  static final int INTERRUPTED = 130;

  private Exit() {}
}
