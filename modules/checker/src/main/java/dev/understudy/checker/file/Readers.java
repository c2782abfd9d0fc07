package dev.understudy.checker.file;

import dev.understudy.checker.Shown;
import java.io.IOException;
import us.bpsm.edn.parser.Parseable;

/** Tells the form of a file, and reads it. */
final class Readers {
  private Readers() {}

  /** Takes one begin or end after the other, in the file's order. */
  interface Taker {
    void take(Entry entry) throws UnreadableHistoryException;
  }

  static void read(Characters characters, Taker taker)
      throws IOException, UnreadableHistoryException {
    int start = characters.peek();
    if (start == Parseable.END_OF_INPUT) {
      throw new UnreadableHistoryException("there is nothing in it; a history has a line at least");
    }
    int line = characters.line();
    if (start == '{') {
      characters.read();
      boolean isJson = characters.peek() == '"' && characters.line() == line;
      characters.unread(start);
      if (isJson) {
        JsonLines.read(characters, taker);
        return;
      }
    }
    if ("{[#;".indexOf(start) >= 0) {
      new Edn().read(characters, taker);
    } else if (Character.isUpperCase(start)) {
      JepsenLog.read(characters, taker);
    } else {
      throw new UnreadableHistoryException(
          line,
          "this is no history: expected a line of a Jepsen log, EDN or JSON, but found "
              + Shown.of(characters.nextLine()));
    }
  }
}
