package dev.understudy.checker.file;

import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.Outcome;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A history that was read from a file.
 *
 * @param <S> the state of its model
 * @param <C> what is asked
 * @param <R> what an answer says
 */
public final class HistoryFile<S, C, R> {
  private final Dialect<S, C, R> dialect;
  private final History<C, R> history;
  private final Map<Operation<C, R>, String> lines;
  private final boolean hasTimes;

  private HistoryFile(
      Dialect<S, C, R> dialect,
      History<C, R> history,
      Map<Operation<C, R>, String> lines,
      boolean hasTimes) {
    this.hasTimes = hasTimes;
    this.dialect = dialect;
    this.history = history;
    this.lines = lines;
  }

  /**
   * Reads a file of any form that the package knows.
   *
   * @throws UnreadableHistoryException if it is no history of this kind
   */
  public static <S, C, R> HistoryFile<S, C, R> read(Path file, Dialect<S, C, R> dialect)
      throws IOException, UnreadableHistoryException {
    try {
      return of(Files.readAllLines(file), dialect);
    } catch (CharacterCodingException noText) {
      throw new UnreadableHistoryException("this is no text in UTF-8");
    }
  }

  /** Reads the lines of such a file. */
  public static <S, C, R> HistoryFile<S, C, R> of(List<String> lines, Dialect<S, C, R> dialect)
      throws UnreadableHistoryException {
    List<Entry> entries = Readers.read(lines);
    if (entries.isEmpty()) {
      throw new UnreadableHistoryException("there is no operation in it");
    }
    return new Pairing<>(dialect).of(entries);
  }

  /** What clients saw, in the file's order. */
  public History<C, R> history() {
    return history;
  }

  /** What its words mean. */
  public Dialect<S, C, R> dialect() {
    return dialect;
  }

  /** Where an operation stands: "line 3" or "lines 3 and 7". */
  public String where(Operation<C, R> operation) {
    return lines.get(operation);
  }

  /** Where an operation stands, whose it is, what it was, and when if the file says so. */
  public String describe(Operation<C, R> operation) {
    String text = where(operation) + ", process " + Readers.visible(operation.client()) + ": "
        + dialect.words(operation);
    if (!hasTimes) {
      return text;
    }
    String until = operation.returned() == null
        ? " on"
        : String.format(Locale.ROOT, " to %.6f s", operation.returned().toNanos() / 1e9);
    return text
        + String.format(Locale.ROOT, ", from %.6f s", operation.called().toNanos() / 1e9)
        + until;
  }

  /** Finds the end of every begin. */
  private static final class Pairing<S, C, R> {
    private final Dialect<S, C, R> dialect;
    private final Map<String, Integer> open = new LinkedHashMap<>();
    // By place: two entries in one line of the file may be equal and yet not the same.
    private final Map<Integer, Integer> ends = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    Pairing(Dialect<S, C, R> dialect) {
      this.dialect = dialect;
    }

    HistoryFile<S, C, R> of(List<Entry> entries) throws UnreadableHistoryException {
      pair(entries);
      boolean hasTimes = entries.stream().allMatch(entry -> entry.nanos() >= 0);
      History.Recorder<C, R> recorder = new History.Recorder<>();
      Map<Operation<C, R>, String> lines = new LinkedHashMap<>();
      Map<Integer, String> ids = new LinkedHashMap<>();
      for (int place = 0; place < entries.size(); place++) {
        Entry entry = entries.get(place);
        if (entry.kind() == Entry.Kind.INVOKE) {
          Integer end = ends.get(place);
          Entry ending = end == null ? null : entries.get(end);
          Operation<C, R> operation = operation(entry, ending);
          String id = operation.client() + " " + operation.number();
          recorder.begin(id, operation);
          if (end != null) {
            ids.put(end, id);
          }
          lines.put(operation, where(entry, ending));
        } else {
          recorder.end(ids.get(place));
        }
      }
      return new HistoryFile<>(dialect, recorder.history(), lines, hasTimes);
    }

    private static String where(Entry call, Entry end) {
      return end == null || end.line() == call.line()
          ? "line " + call.line()
          : "lines " + call.line() + " and " + end.line();
    }

    private void pair(List<Entry> entries) throws UnreadableHistoryException {
      for (int place = 0; place < entries.size(); place++) {
        Entry entry = entries.get(place);
        if (entry.kind() == Entry.Kind.INVOKE) {
          Integer before = open.put(entry.process(), place);
          if (before != null) {
            Entry running = entries.get(before);
            throw new UnreadableHistoryException(
                entry.line(),
                "process " + entry.process() + " calls '" + entry.function() + "', but its '"
                    + running.function() + "' of line " + running.line() + " has not ended");
          }
        } else {
          Integer begin = open.remove(entry.process());
          Entry call = begin == null ? null : entries.get(begin);
          if (call == null || !call.function().equals(entry.function())) {
            throw new UnreadableHistoryException(
                entry.line(),
                "process " + entry.process() + " ends '" + entry.function() + "', but has called "
                    + (call == null ? "nothing" : "'" + call.function() + "'"));
          }
          ends.put(begin, place);
        }
      }
    }

    private Operation<C, R> operation(Entry call, Entry end) throws UnreadableHistoryException {
      C command = dialect.command(call);
      return new Operation<>(
          call.process(),
          counts.merge(call.process(), 1L, Long::sum),
          command,
          end == null ? Outcome.unknown("no answer") : dialect.outcome(command, end),
          at(call),
          end == null ? null : at(end));
    }

    /** A file without times has its lines for a clock. */
    private static Duration at(Entry entry) {
      return Duration.ofNanos(entry.nanos() < 0 ? entry.line() : entry.nanos());
    }
  }
}
