package dev.understudy.checker.file;

import java.io.IOException;
import java.io.Reader;
import us.bpsm.edn.parser.Parseable;

/**
 * Hands out a text, by characters or by lines, and counts its lines. No more of it is held than a
 * buffer. Every end of a line is {@code \n} here; the mark with which some editors begin a file is
 * left out.
 */
final class Characters implements Parseable {
  private static final char MARK = '\uFEFF';
  private static final int GIVEN_BACK = 2; // so many characters at most can be given back

  private final Reader reader;
  private final char[] buffer = new char[1 << 14];
  private int at = GIVEN_BACK;
  private int limit = GIVEN_BACK;
  private int line = 1;
  private boolean wasReturn; // the last character was \r, and a \n belongs to it

  Characters(Reader reader) throws IOException {
    this.reader = reader;
    if (fill() && buffer[at] == MARK) {
      at++;
    }
  }

  /** The line of the next character, from 1. */
  int line() {
    return line;
  }

  @Override
  public int read() throws IOException {
    if (at >= limit && !fill()) {
      return END_OF_INPUT;
    }
    char character = buffer[at++];
    if (character == '\n' && wasReturn) {
      wasReturn = false;
      return read();
    }
    wasReturn = character == '\r';
    if (wasReturn || character == '\n') {
      line++;
      return '\n';
    }
    return character;
  }

  @Override
  public void unread(int character) {
    if (character == END_OF_INPUT) {
      return;
    }
    at--;
    if (character == '\n') { // which may be a \r here
      line--;
      wasReturn = false;
    } else {
      buffer[at] = (char) character;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** The rest of this line, or null after the last one. */
  String nextLine() throws IOException {
    int character = read();
    if (character == END_OF_INPUT) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    while (character != '\n' && character != END_OF_INPUT) {
      int from = at - 1;
      while (at < limit && buffer[at] != '\n' && buffer[at] != '\r') {
        at++;
      }
      text.append(buffer, from, at - from);
      character = read();
    }
    return text.toString();
  }

  /** The next character that is no blank; it is not taken. */
  int peek() throws IOException {
    int character = read();
    while (character != END_OF_INPUT && Character.isWhitespace(character)) {
      character = read();
    }
    unread(character);
    return character;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, limit - GIVEN_BACK, buffer, 0, GIVEN_BACK);
    int length = reader.read(buffer, GIVEN_BACK, buffer.length - GIVEN_BACK);
    at = GIVEN_BACK;
    limit = GIVEN_BACK + Math.max(0, length);
    return length > 0;
  }
}
