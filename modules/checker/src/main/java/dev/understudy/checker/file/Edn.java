package dev.understudy.checker.file;

import dev.understudy.checker.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import us.bpsm.edn.EdnException;
import us.bpsm.edn.EdnIOException;
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

  private final Parser parser = Parsers.newParser(Parsers.defaultConfiguration());

  void read(Characters characters, Readers.Taker taker)
      throws IOException, UnreadableHistoryException {
    boolean isVector = peek(characters) == '[';
    if (isVector) {
      characters.read();
    }
    int line = characters.line();
    for (int next = peek(characters); next != Parseable.END_OF_INPUT && next != ']'; ) {
      int begin = characters.line();
      Entry entry = entry(begin, next(characters, begin));
      if (entry != null) {
        taker.take(entry);
      }
      line = characters.line();
      next = peek(characters);
    }
    if (isVector && characters.read() != ']') {
      throw new UnreadableHistoryException(line, "the vector of operations does not end with ]");
    }
    if (peek(characters) != Parseable.END_OF_INPUT) {
      throw new UnreadableHistoryException(
          characters.line(), "expected the end of the file, but there is more");
    }
  }

  /** The next character that means something; it is not taken. */
  private static int peek(Characters characters) throws IOException {
    int next = characters.peek();
    while (next == ',' || next == ';') {
      if (next == ';') {
        characters.nextLine();
      } else {
        characters.read();
      }
      next = characters.peek();
    }
    return next;
  }

  /** One value alone, as in a line of a log. */
  Object value(String text) throws IOException, UnreadableHistoryException {
    Parseable characters = Parsers.newParseable(text);
    Object value = next(characters, 1);
    if (next(characters, 1) != Parser.END_OF_INPUT) {
      throw new UnreadableHistoryException(1, "expected one value");
    }
    return plain(value, 1);
  }

  private Object next(Parseable characters, int line)
      throws IOException, UnreadableHistoryException {
    try {
      return parser.nextValue(characters);
    } catch (EdnIOException problem) {
      throw problem.getCause();
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
              + Shown.of(String.valueOf(plain(value, line))));
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

  /** Lists stay lists and texts stay texts; of all else that is not nil it is written down. */
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
    return value == null || value instanceof String ? value : new Entry.Literal(value.toString());
  }

  private static UnreadableHistoryException tooDeep(int line) {
    return new UnreadableHistoryException(line, "the value is nested too deeply");
  }
}
