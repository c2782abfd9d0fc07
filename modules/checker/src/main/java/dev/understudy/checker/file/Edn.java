package dev.understudy.checker.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import us.bpsm.edn.EdnException;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.TaggedValue;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/** Maps in EDN, one after the other or in one vector. */
final class Edn {
  private static final Keyword PROCESS = Keyword.newKeyword("process");
  private static final Keyword TYPE = Keyword.newKeyword("type");
  private static final Keyword FUNCTION = Keyword.newKeyword("f");
  private static final Keyword KEY = Keyword.newKeyword("key");
  private static final Keyword VALUE = Keyword.newKeyword("value");
  private static final Keyword TIME = Keyword.newKeyword("time");
  private static final Keyword ERROR = Keyword.newKeyword("error");

  private static final int DEEPEST = 100; // lists in lists

  private Edn() {}

  /** Hands out characters and counts lines. */
  private static final class Characters implements Parseable {
    private final List<String> lines;
    private int line;
    private int column;

    Characters(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public int read() {
      if (line >= lines.size()) {
        return END_OF_INPUT;
      }
      String text = lines.get(line);
      if (column < text.length()) {
        return text.charAt(column++);
      }
      line++;
      column = 0;
      return '\n';
    }

    @Override
    public void unread(int character) {
      if (character == '\n') {
        line--;
        column = lines.get(line).length();
      } else if (character != END_OF_INPUT) {
        column--;
      }
    }

    @Override
    public void close() {}

    /** The next character that means something; it is not taken. */
    int peek() {
      int character = read();
      while (Character.isWhitespace(character) || character == ',' || character == ';') {
        if (character == ';') {
          column = lines.get(line).length();
        }
        character = read();
      }
      unread(character);
      return character;
    }
  }

  static List<Entry> read(List<String> lines) throws UnreadableHistoryException {
    Characters characters = new Characters(lines);
    Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
    List<Entry> entries = new ArrayList<>();
    boolean isVector = characters.peek() == '[';
    if (isVector) {
      characters.read();
    }
    while (characters.peek() != Parseable.END_OF_INPUT && characters.peek() != ']') {
      int line = characters.line + 1;
      Entry entry = entry(line, next(parser, characters, line));
      if (entry != null) {
        entries.add(entry);
      }
    }
    int line = Math.min(characters.line + 1, lines.size());
    if (isVector && characters.read() != ']') {
      throw new UnreadableHistoryException(line, "the vector of operations does not end with ]");
    }
    if (characters.peek() != Parseable.END_OF_INPUT) {
      throw new UnreadableHistoryException(
          characters.line + 1, "expected the end of the file, but there is more");
    }
    return entries;
  }

  /** One value alone, as in a line of a log. */
  static Object value(String text) throws UnreadableHistoryException {
    Characters characters = new Characters(List.of(text));
    Object value = next(Parsers.newParser(Parsers.defaultConfiguration()), characters, 1);
    if (characters.peek() != Parseable.END_OF_INPUT) {
      throw new UnreadableHistoryException(1, "expected one value");
    }
    return plain(value, 1);
  }

  private static Object next(Parser parser, Characters characters, int line)
      throws UnreadableHistoryException {
    try {
      return parser.nextValue(characters);
    } catch (EdnException | IllegalArgumentException problem) { // the latter of a tag's reader
      throw new UnreadableHistoryException(line, "this is no EDN: " + problem.getMessage());
    } catch (StackOverflowError tooDeep) { // the parser has no limit of its own
      throw tooDeep(line);
    }
  }

  /** One begin or end; null if it tells of no client. */
  private static Entry entry(int line, Object value) throws UnreadableHistoryException {
    Object untagged = value instanceof TaggedValue tagged ? tagged.getValue() : value;
    if (!(untagged instanceof Map<?, ?> map)) {
      throw new UnreadableHistoryException(
          line,
          "expected a map as {:process 0, :type :invoke, :f :read, :value nil}, but found "
              + Readers.shortened(String.valueOf(plain(value, line))));
    }
    Object process = needed(map, PROCESS, line);
    if (process instanceof Keyword) {
      return null; // the nemesis
    }
    return new Entry(
        line,
        String.valueOf(plain(process, line)),
        Entry.Kind.of(word(map, TYPE, line), line),
        word(map, FUNCTION, line),
        map.get(KEY) == null ? null : String.valueOf(plain(map.get(KEY), line)),
        plain(map.get(VALUE), line),
        null,
        map.get(TIME) instanceof Number time ? time.longValue() : -1,
        map.get(ERROR) != null);
  }

  private static Object needed(Map<?, ?> map, Keyword name, int line)
      throws UnreadableHistoryException {
    Object value = map.get(name);
    if (value == null) {
      throw new UnreadableHistoryException(line, "there is no " + name + " in it");
    }
    return value;
  }

  private static String word(Map<?, ?> map, Keyword name, int line)
      throws UnreadableHistoryException {
    Object value = needed(map, name, line);
    if (!(value instanceof Keyword keyword)) {
      throw new UnreadableHistoryException(
          line, name + " is " + plain(value, line) + ", but must be a keyword as :invoke");
    }
    return keyword.getName();
  }

  /** Lists stay lists; all else that is not nil becomes its text. */
  private static Object plain(Object value, int line) throws UnreadableHistoryException {
    return plain(value, line, DEEPEST);
  }

  private static Object plain(Object value, int line, int deepest)
      throws UnreadableHistoryException {
    if (deepest == 0) {
      throw tooDeep(line);
    }
    if (value instanceof TaggedValue tagged) {
      return plain(tagged.getValue(), line, deepest - 1);
    }
    if (value instanceof List<?> list) {
      List<Object> parts = new ArrayList<>();
      for (Object part : list) {
        parts.add(plain(part, line, deepest - 1));
      }
      return parts;
    }
    return value == null ? null : value.toString();
  }

  private static UnreadableHistoryException tooDeep(int line) {
    return new UnreadableHistoryException(line, "the value is nested too deeply");
  }
}
