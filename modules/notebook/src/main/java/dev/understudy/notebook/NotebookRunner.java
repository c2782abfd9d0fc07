package dev.understudy.notebook;

import dev.understudy.notebook.CellProblem.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs notebooks without Jupyter, each in an engine of its own in this JVM, cell after cell until one fails. Threads that
 * a notebook leaves behind stay in this JVM; {@link ChildJvmRunner} keeps notebooks apart.
 *
 * @param mode what to do with the outputs
 * @param cellLimit the wall time that each cell has
 */
public record NotebookRunner(RunMode mode, Duration cellLimit) {
  /** The wall time that a cell has unless said otherwise. */
  public static final Duration DEFAULT_CELL_LIMIT = Duration.ofSeconds(60);

  static final String NOTHING_TO_RUN =
      "There are no notebooks to run: give one or more .ipynb files";

  /**
   * Runs notebooks in order. A file that is no notebook is a problem of the summary, as is a notebook without code.
   *
   * @throws NotebookException when there is none to run, or when this Java cannot run cells
   */
  public RunSummary run(List<Path> notebooks) {
    JavaRuntime.requireJShell();
    if (notebooks.isEmpty()) {
      throw new NotebookException(NOTHING_TO_RUN);
    }
    return new RunSummary(notebooks.stream().map(this::run).toList());
  }

  /** Runs one notebook; never throws for what is wrong with it. */
  public NotebookOutcome run(Path path) {
    Notebook committed;
    try {
      committed = Notebook.read(path);
    } catch (NotebookException problem) {
      return NotebookOutcome.notRun(path, Kind.NOT_A_NOTEBOOK, problem.getMessage());
    }
    if (committed.codeCells().isEmpty()) {
      return NotebookOutcome.notRun(
          path,
          Kind.NOT_A_NOTEBOOK,
          path + " has no code cell: a notebook that runs nothing shows nothing");
    }
    NotebookOutcome outcome = run(committed);
    if (mode == RunMode.REWRITE && outcome.passed()) {
      outcome.executed().orElseThrow().write(path);
    }
    return outcome;
  }

  private NotebookOutcome run(Notebook committed) {
    long start = System.nanoTime();
    Notebook executed = committed.copy();
    List<CellProblem> problems = new ArrayList<>();
    List<String> leakedThreads;
    int cells = 0;
    PrintedText printed = new PrintedText();
    try (CellEngine engine = CellEngine.open(printed)) {
      for (NotebookCell cell : executed.codeCells()) {
        List<CellOutput> before = cell.outputs();
        CellResult result = engine.run(cell.number(), cell.source(), cellLimit);
        cells++;
        cell.setOutputs(cell.number(), outputs(printed.take(), result));
        Optional<CellProblem> failure = failure(cell, result);
        failure.ifPresent(problems::add);
        if (failure.isPresent()) {
          break; // what follows builds on this cell: its errors would only hide the first
        }
        if (mode == RunMode.COMPARE && !cell.hasTag(NotebookCell.UNSTABLE)) {
          OutputComparison.firstDifference(before, cell.outputs())
              .ifPresent(
                  text -> problems.add(new CellProblem(cell.number(), Kind.STALE_OUTPUT, text)));
        }
      }
      leakedThreads = engine.leakedThreads();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new NotebookOutcome(
        committed.path(), cells, problems, leakedThreads, took, Optional.of(executed));
  }

  private static List<CellOutput> outputs(List<CellOutput.Printed> printed, CellResult result) {
    List<CellOutput> outputs = new ArrayList<>(printed);
    if (result instanceof CellResult.Value value) {
      outputs.add(new CellOutput.Shown(value.content()));
    }
    CellResult.Failure failure = result.asFailure();
    if (failure != null) {
      outputs.add(new CellOutput.Raised(failure.name(), failure.message(), failure.traceback()));
    }
    return outputs;
  }

  private static Optional<CellProblem> failure(NotebookCell cell, CellResult result) {
    CellResult.Failure failure = result.asFailure();
    boolean mustRaise = cell.hasTag(NotebookCell.RAISES_EXCEPTION);
    if (result instanceof CellResult.TimedOut) {
      return Optional.of(
          new CellProblem(cell.number(), Kind.TIMED_OUT, String.join("\n", failure.traceback())));
    }
    if (failure != null && !mustRaise) {
      return Optional.of(
          new CellProblem(cell.number(), Kind.ERROR, String.join("\n", failure.traceback())));
    }
    if (failure == null && mustRaise) {
      String text = "ended well, but carries the tag " + NotebookCell.RAISES_EXCEPTION
          + ": make it raise what it shows, or take the tag away";
      return Optional.of(new CellProblem(cell.number(), Kind.DID_NOT_RAISE, text));
    }
    return Optional.empty();
  }
}
