package dev.understudy.checker.file;

import java.util.List;

/** Tells the form of a file, and reads it. */
final class Readers {
  private static final int MOST_SHOWN = 60;

  private Readers() {}

  static List<Entry> read(List<String> lines) throws UnreadableHistoryException {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripLeading();
      if (!line.isEmpty()) {
        return form(line, i + 1, lines);
      }
    }
    throw new UnreadableHistoryException("there is nothing in it; a history has a line at least");
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
        ? "'" + text + "'"
        : "'" + text.substring(0, MOST_SHOWN) + "...'";
  }
}
