package dev.understudy.checker.file;

import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.checker.Shown;
import dev.understudy.cluster.Outcome;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
  private final Map<String, Process<C, R>> processes;
  private final boolean hasTimes;

  private HistoryFile(
      Dialect<S, C, R> dialect,
      History<C, R> history,
      Map<String, Process<C, R>> processes,
      boolean hasTimes) {
    this.dialect = dialect;
    this.history = history;
    this.processes = processes;
    this.hasTimes = hasTimes;
  }

  /**
   * Reads a file of any form that the package knows, one operation after the other: no more is held of
   * it than the history.
   *
   * @throws UnreadableHistoryException if it is no history of this kind
   */
  public static <S, C, R> HistoryFile<S, C, R> read(Path file, Dialect<S, C, R> dialect)
      throws IOException, UnreadableHistoryException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader, dialect);
    } catch (CharacterCodingException noText) {
      throw new UnreadableHistoryException("this is no text in UTF-8");
    }
  }

  /** Reads such a text. */
  public static <S, C, R> HistoryFile<S, C, R> read(Reader text, Dialect<S, C, R> dialect)
      throws IOException, UnreadableHistoryException {
    Pairing<S, C, R> pairing = new Pairing<>(dialect);
    Readers.read(new Characters(text), pairing);
    return pairing.file();
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
    return processes.get(operation.client()).where(operation.number());
  }

  /** Where an operation stands, whose it is, what it was, and when if the file says so. */
  public String describe(Operation<C, R> operation) {
    String text = where(operation) + ", process " + Shown.words(operation.client()) + ": "
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

  /** One client of a file. */
  private static final class Process<C, R> {
    private int[] lines =
        new int[4]; // of each operation its begin's and its end's; 0 if it has none
    private int count;
    private Entry running; // the begin of the operation that has not ended; null if it has none
    private int index; // of that operation
    private Operation<C, R> operation; // as far as it is known

    void begin(Entry call) {
      if (2 * count == lines.length) {
        lines = Arrays.copyOf(lines, 2 * lines.length);
      }
      lines[2 * count] = call.line();
      count++;
      running = call;
    }

    void end(Entry end) {
      lines[2 * count - 1] = end.line();
      running = null;
      operation = null;
    }

    String where(long number) {
      int begin = lines[2 * (int) number - 2];
      int end = lines[2 * (int) number - 1];
      return end == 0 || end == begin ? "line " + begin : "lines " + begin + " and " + end;
    }
  }

  /** Finds the begin of every end. */
  private static final class Pairing<S, C, R> implements Readers.Taker {
    private final Dialect<S, C, R> dialect;
    private final Map<String, Process<C, R>> processes = new LinkedHashMap<>();
    private final History.Recorder<C, R> recorder = new History.Recorder<>();
    private final Recent recent = new Recent();
    private boolean hasTimes = true;

    Pairing(Dialect<S, C, R> dialect) {
      this.dialect = dialect;
    }

    @Override
    public void take(Entry entry) throws UnreadableHistoryException {
      hasTimes &= entry.nanos() >= 0;
      Process<C, R> process = processes.computeIfAbsent(entry.process(), p -> new Process<>());
      if (entry.kind() == Entry.Kind.INVOKE) {
        begin(process, entry.with(recent));
      } else {
        end(process, entry.with(recent));
      }
    }

    private void begin(Process<C, R> process, Entry call) throws UnreadableHistoryException {
      if (process.running != null) {
        throw new UnreadableHistoryException(
            call.line(),
            "process " + call.process() + " calls '" + call.function() + "', but its '"
                + process.running.function() + "' of line " + process.running.line()
                + " has not ended");
      }
      process.begin(call);
      process.operation = new Operation<>(
          call.process(),
          process.count,
          recent.same(dialect.command(call)),
          recent.same(Outcome.unknown("no answer")),
          at(call),
          null);
      process.index = recorder.begin(process.operation);
    }

    private void end(Process<C, R> process, Entry end) throws UnreadableHistoryException {
      Entry call = process.running;
      if (call == null || !call.function().equals(end.function())) {
        throw new UnreadableHistoryException(
            end.line(),
            "process " + end.process() + " ends '" + end.function() + "', but has called "
                + (call == null ? "nothing" : "'" + call.function() + "'"));
      }
      Operation<C, R> begun = process.operation;
      Outcome<R> outcome = recent.same(dialect.outcome(begun.command(), end));
      recorder.end(
          process.index,
          new Operation<>(
              begun.client(), begun.number(), begun.command(), outcome, begun.called(), at(end)));
      process.end(end);
    }

    /** A file without times has its lines for a clock. */
    private static Duration at(Entry entry) {
      return Duration.ofNanos(entry.nanos() < 0 ? entry.line() : entry.nanos());
    }

    HistoryFile<S, C, R> file() throws UnreadableHistoryException {
      if (processes.isEmpty()) {
        throw new UnreadableHistoryException("there is no operation in it");
      }
      return new HistoryFile<>(dialect, recorder.history(), processes, hasTimes);
    }
  }
}
