package dev.understudy.checker;

import java.util.Locale;

/**
 * What others wrote, made fit for a line that people read: nothing in it ends the line, moves a cursor
 * or turns the direction of writing, and it is not too long.
 */
public final class Shown {
  private static final int MOST = 60; // characters of a name or a value
  private static final int MOST_OF_WORDS = 120;
  private static final char NO_QUOTE = 0;

  private Shown() {}

  /** A name in single quotes; of a long one the beginning. */
  public static String of(String text) {
    return text.length() <= MOST
        ? "'" + visible(text, '\'') + "'"
        : "'" + visible(text.substring(0, MOST), '\'') + "...'";
  }

  /** A value in double quotes; both ends of a long one tell most. */
  public static String value(String text) {
    return '"' + ends(text, MOST, '"') + '"';
  }

  /** Words of a model or a client, without quotes; both ends of many. */
  public static String words(Object words) {
    return ends(String.valueOf(words), MOST_OF_WORDS, NO_QUOTE);
  }

  private static String ends(String text, int most, char quote) {
    return text.length() <= most
        ? visible(text, quote)
        : visible(text.substring(0, most / 3), quote) + " ... "
            + visible(text.substring(text.length() - most * 7 / 12), quote);
  }

  private static String visible(String text, char quote) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (point == '\n') {
        visible.append("\\n");
      } else if (isUnseen(point)) {
        visible.append(String.format(Locale.ROOT, "\\u%04x", point));
      } else if (quote != NO_QUOTE && (point == quote || point == '\\')) {
        visible.append('\\').appendCodePoint(point);
      } else {
        visible.appendCodePoint(point);
      }
    });
    return visible.toString();
  }

  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED -> true;
      default -> false;
    };
  }
}
