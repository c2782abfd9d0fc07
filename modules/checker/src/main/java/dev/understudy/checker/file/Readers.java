package dev.understudy.checker.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells the form of a file, and reads it. */
final class Readers {
  private static final int MOST_SHOWN = 60;

  private Readers() {}

  static List<Entry> read(List<String> text) throws UnreadableHistoryException {
    List<String> lines = withoutMark(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripLeading();
      if (!line.isEmpty()) {
        return form(line, i + 1, lines);
      }
    }
    throw new UnreadableHistoryException("there is nothing in it; a history has a line at least");
  }

  /** Some editors begin a text in UTF-8 with a mark that nobody sees. */
  private static List<String> withoutMark(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).startsWith("\uFEFF")) {
      return lines;
    }
    List<String> others = new ArrayList<>(lines);
    others.set(0, lines.get(0).substring(1));
    return others;
  }

  private static List<Entry> form(String start, int line, List<String> lines)
      throws UnreadableHistoryException {
    if (start.startsWith("{") && start.substring(1).stripLeading().startsWith("\"")) {
      return JsonLines.read(lines);
    }
    if ("{[#;".indexOf(start.charAt(0)) >= 0) {
      return Edn.read(lines);
    }
    if (Character.isUpperCase(start.charAt(0))) {
      return JepsenLog.read(lines);
    }
    throw new UnreadableHistoryException(
        line,
        "this is no history: expected a line of a Jepsen log, EDN or JSON, but found "
            + shortened(start));
  }

  /** As much of a text as fits into a message, in quotes. */
  static String shortened(String text) {
    return text.length() <= MOST_SHOWN
        ? "'" + visible(text) + "'"
        : "'" + visible(text.substring(0, MOST_SHOWN)) + "...'";
  }

  /** What would end a line or change a screen, as one writes it in Java. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (point == '\n') {
        visible.append("\\n");
      } else if (Character.isISOControl(point)) {
        visible.append(String.format(Locale.ROOT, "\\u%04x", point));
      } else {
        visible.appendCodePoint(point);
      }
    });
    return visible.toString();
  }
}
