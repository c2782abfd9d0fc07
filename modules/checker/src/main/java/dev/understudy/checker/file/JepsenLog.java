package dev.understudy.checker.file;

import dev.understudy.checker.Shown;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that Jepsen logged: {@code INFO jepsen.util - 0 :invoke :write 3}. */
final class JepsenLog {
  private static final Pattern LINE = Pattern.compile(
      "INFO\\s+jepsen\\.util\\s+-\\s+(\\S+)\\s+:(\\S+)\\s+:(\\S+)(?:\\s+(\\S.*))?", Pattern.DOTALL);
  private static final Pattern OTHER_LOGGER =
      Pattern.compile("(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\\s+(?!jepsen\\.util\\s)\\S+\\s+-.*");

  private JepsenLog() {}

  static void read(Characters characters, Readers.Taker taker)
      throws IOException, UnreadableHistoryException {
    Edn edn = new Edn();
    int number = characters.line();
    for (String line = characters.nextLine(); line != null; line = characters.nextLine()) {
      Matcher matcher = LINE.matcher(line.strip());
      if (matcher.matches()) {
        take(edn, number, matcher, taker);
      } else if (!line.isBlank() && !OTHER_LOGGER.matcher(line).matches()) {
        throw new UnreadableHistoryException(
            number,
            "expected a line as INFO jepsen.util - 0 :invoke :write 3, but found "
                + Shown.of(line));
      }
      number = characters.line();
    }
  }

  private static void take(Edn edn, int line, Matcher matcher, Readers.Taker taker)
      throws IOException, UnreadableHistoryException {
    String process = matcher.group(1);
    if (process.chars().allMatch(one -> one >= '0' && one <= '9')) {
      taker.take(entry(edn, line, matcher));
    } else if (!process.startsWith(":")) { // the nemesis does
      throw new UnreadableHistoryException(
          line, "the process is " + Shown.of(process) + ", but must be a number or :nemesis");
    }
  }

  private static Entry entry(Edn edn, int line, Matcher matcher)
      throws IOException, UnreadableHistoryException {
    Entry.Kind kind = Entry.Kind.of(matcher.group(2), line);
    String text = matcher.group(4);
    boolean isReason = kind == Entry.Kind.FAIL || kind == Entry.Kind.INFO;
    Object value = null;
    try {
      value = text == null ? null : edn.value(text);
    } catch (UnreadableHistoryException notEdn) {
      if (!isReason) {
        throw new UnreadableHistoryException(line, "expected a value, but found " + Shown.of(text));
      }
      value = text;
    }
    String process = matcher.group(1);
    return new Entry(line, process, kind, matcher.group(3), null, value, null, -1, false);
  }
}
