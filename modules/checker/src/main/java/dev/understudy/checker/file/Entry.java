package dev.understudy.checker.file;

import java.util.List;
import java.util.Locale;

/**
 * One begin or end of an operation, as a file has it.
 *
 * @param line where it begins, from 1
 * @param process who
 * @param kind a begin, or what sort of end
 * @param function what is asked for, as {@code read}
 * @param key of what, if the file says so apart from the value; else null
 * @param value null, a text, or a list of such; numbers and names are texts here
 * @param found what our own operations found before they changed it; null if nothing is said
 * @param nanos when; -1 if nothing is said
 * @param isError whether an end tells of an error
 */
record Entry(
    int line,
    String process,
    Kind kind,
    String function,
    String key,
    Object value,
    Found found,
    long nanos,
    boolean isError) {

  /** A begin, or what sort of end. */
  enum Kind {
    INVOKE,
    OK,
    FAIL,
    INFO;

    static Kind of(String word, int line) throws UnreadableHistoryException {
      for (Kind kind : values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
          return kind;
        }
      }
      throw new UnreadableHistoryException(
          line, "the type is '" + word + "', but must be invoke, ok, fail or info");
    }
  }

  /**
   * What was there before.
   *
   * @param value a text, or null if there was nothing
   */
  record Found(String value) {}

  /** The value as one text, or null; what is no list of two texts or lists is one text. */
  String text(Object part) throws UnreadableHistoryException {
    if (part == null || part instanceof String) {
      return (String) part;
    }
    throw unexpected("one value");
  }

  /** The value as two parts, or null if it has another form. */
  List<?> pair(Object part) {
    return part instanceof List<?> list && list.size() == 2 ? list : null;
  }

  UnreadableHistoryException unexpected(String expected) {
    return new UnreadableHistoryException(
        line,
        "the value of '" + function + "' is " + Readers.shortened(String.valueOf(value))
            + ", but must be " + expected);
  }
}
