package dev.understudy.checker.file;

/** A file is no history, or none of the kind that was asked for. The message says where and why. */
public final class UnreadableHistoryException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableHistoryException(int line, String problem) {
    super("line " + line + ": " + problem);
  }

  UnreadableHistoryException(String problem) {
    super(problem);
  }
}
