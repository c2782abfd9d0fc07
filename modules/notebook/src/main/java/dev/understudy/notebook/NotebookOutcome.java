package dev.understudy.notebook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of running one notebook.
 *
 * @param path the file
 * @param cells how many code cells were run
 * @param problems what went wrong, in the order of the cells; empty when the notebook passed
 * @param leakedThreads the names of non-daemon threads that cells have left running
 * @param took the wall time
 * @param executed the notebook with the outputs of this run; empty when it could not be read
 */
public record NotebookOutcome(
    Path path,
    int cells,
    List<CellProblem> problems,
    List<String> leakedThreads,
    Duration took,
    Optional<Notebook> executed) {
  /** Copies the lists. */
  public NotebookOutcome {
    problems = List.copyOf(problems);
    leakedThreads = List.copyOf(leakedThreads);
  }

  static NotebookOutcome notRun(Path path, CellProblem.Kind kind, String reason) {
    CellProblem problem = new CellProblem(0, kind, reason);
    return new NotebookOutcome(
        path, 0, List.of(problem), List.of(), Duration.ZERO, Optional.empty());
  }

  /** Whether all went as it should. */
  public boolean passed() {
    return problems.isEmpty();
  }
}
