package dev.understudy.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a cell ended. What it printed while it ran went to its {@link OutputListener}. */
public sealed interface CellResult {

  /** The last expression had a value; {@code content} maps MIME types, richest first, to its renderings. */
  record Value(Map<String, String> content) implements CellResult {
    /** Keeps the order of the renderings. */
    public Value {
      content = new LinkedHashMap<>(content);
    }
  }

  /** The cell ended well and has nothing to show: a declaration, a statement or {@code null}. */
  record Nothing() implements CellResult {}

  /**
   * The cell did not compile, or it threw.
   *
   * @param name the class of the exception, or {@code CompilationError}
   * @param message what it said, in one or more lines; may be empty
   * @param traceback ready to print: the error, then only those stack frames that lie in cells
   */
  record Failure(String name, String message, List<String> traceback) implements CellResult {
    /** Copies the traceback. */
    public Failure {
      traceback = List.copyOf(traceback);
    }
  }

  /**
   * Somebody called {@link CellEngine#interrupt()}.
   *
   * @param stillRunning whether the cell's code could not be stopped and was left behind in its thread
   */
  record Interrupted(boolean stillRunning) implements CellResult {}

  /**
   * The cell took longer than it may.
   *
   * @param limit the wall time it had
   * @param stillRunning whether the cell's code could not be stopped and was left behind in its thread
   */
  record TimedOut(Duration limit, boolean stillRunning) implements CellResult {}

  /** This result in the words of an error, or null when the cell ended well. */
  default Failure asFailure() {
    if (this instanceof Failure failure) {
      return failure;
    }
    if (this instanceof Interrupted interrupted) {
      return cut("Interrupted", "the cell was interrupted", interrupted.stillRunning());
    }
    if (this instanceof TimedOut timedOut) {
      String text = "the cell ran longer than " + timedOut.limit().toMillis() + " ms";
      return cut("TimedOut", text, timedOut.stillRunning());
    }
    return null;
  }

  private static Failure cut(String name, String message, boolean stillRunning) {
    List<String> lines = new ArrayList<>(List.of(name + ": " + message));
    if (stillRunning) {
      lines.add(
          "Its code could not be stopped and still runs in its own thread: restart the kernel.");
    }
    return new Failure(name, message, lines);
  }
}
