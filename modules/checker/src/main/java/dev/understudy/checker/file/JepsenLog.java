package dev.understudy.checker.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that Jepsen logged: {@code INFO jepsen.util - 0 :invoke :write 3}. */
final class JepsenLog {
  private static final Pattern LINE = Pattern.compile(
      "INFO\\s+jepsen\\.util\\s+-\\s+(\\S+)\\s+:(\\S+)\\s+:(\\S+)(?:\\s+(\\S.*))?", Pattern.DOTALL);
  private static final Pattern OTHER_LOGGER =
      Pattern.compile("(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\\s+(?!jepsen\\.util\\s)\\S+\\s+-.*");

  private JepsenLog() {}

  static List<Entry> read(List<String> lines) throws UnreadableHistoryException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        if (line.isBlank() || OTHER_LOGGER.matcher(line).matches()) {
          continue;
        }
        throw new UnreadableHistoryException(
            i + 1,
            "expected a line as INFO jepsen.util - 0 :invoke :write 3, but found "
                + Readers.shortened(line));
      }
      if (matcher.group(1).matches("\\d+")) {
        entries.add(entry(i + 1, matcher));
      } else if (!matcher.group(1).startsWith(":")) { // the nemesis does
        throw new UnreadableHistoryException(
            i + 1,
            "the process is " + Readers.shortened(matcher.group(1))
                + ", but must be a number or :nemesis");
      }
    }
    return entries;
  }

  private static Entry entry(int line, Matcher matcher) throws UnreadableHistoryException {
    Entry.Kind kind = Entry.Kind.of(matcher.group(2), line);
    String text = matcher.group(4);
    boolean isReason = kind == Entry.Kind.FAIL || kind == Entry.Kind.INFO;
    Object value = null;
    try {
      value = text == null ? null : Edn.value(text);
    } catch (UnreadableHistoryException notEdn) {
      if (!isReason) {
        throw new UnreadableHistoryException(
            line, "expected a value, but found " + Readers.shortened(text));
      }
      value = text;
    }
    String process = matcher.group(1);
    return new Entry(line, process, kind, matcher.group(3), null, value, null, -1, false);
  }
}
