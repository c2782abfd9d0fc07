package dev.understudy.checker.file;

import dev.understudy.checker.RegisterModel;
import dev.understudy.checker.Shown;
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
 * @param value null, a text, a {@link Literal}, or a list of such
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

  /**
   * What is neither a text nor a list: a number, a name, true or false.
   *
   * @param text as it is written
   */
  record Literal(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** The value as one text, or null; a number 1 and a text "1" are the same here. */
  String text(Object part) throws UnreadableHistoryException {
    if (part instanceof List<?>) {
      throw unexpected("one value");
    }
    return part == null ? null : part.toString();
  }

  /** The value as it is written: a text in quotes, so that it is no number; null is nil. */
  String notation(Object part) throws UnreadableHistoryException {
    String text = text(part);
    return part instanceof String ? '"' + text + '"' : text == null ? RegisterModel.NIL : text;
  }

  /** The same, made of values that others share. */
  Entry with(Recent recent) {
    return new Entry(
        line,
        recent.same(process),
        kind,
        recent.same(function),
        recent.same(key),
        with(recent, value),
        found == null ? null : new Found(recent.same(found.value())),
        nanos,
        isError);
  }

  private static Object with(Recent recent, Object value) {
    return value instanceof List<?> parts
        ? parts.stream().map(part -> with(recent, part)).toList()
        : recent.same(value);
  }

  /** The value as two parts, or null if it has another form. */
  List<?> pair(Object part) {
    return part instanceof List<?> list && list.size() == 2 ? list : null;
  }

  UnreadableHistoryException unexpected(String expected) {
    return new UnreadableHistoryException(
        line,
        "the value of '" + function + "' is " + Shown.of(String.valueOf(value)) + ", but must be "
            + expected);
  }
}
