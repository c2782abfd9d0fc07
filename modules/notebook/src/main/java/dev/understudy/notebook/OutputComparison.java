package dev.understudy.notebook;

import java.util.List;
import java.util.Optional;

/** Compares the outputs of a cell with those that its file holds. */
final class OutputComparison {
  private OutputComparison() {}

  /** The first line in which they differ, in words; empty when they are the same. */
  static Optional<String> firstDifference(List<CellOutput> committed, List<CellOutput> actual) {
    if (committed.equals(actual)) {
      return Optional.empty();
    }
    List<String> expected =
        committed.stream().flatMap(output -> output.lines().stream()).toList();
    List<String> found =
        actual.stream().flatMap(output -> output.lines().stream()).toList();
    int line = 0;
    while (line < expected.size()
        && line < found.size()
        && expected.get(line).equals(found.get(line))) {
      line++;
    }
    return Optional.of("outputs are not those in the file; first difference in line " + (line + 1)
        + "\n  in the file:  " + lineOr(expected, line)
        + "\n  in this run:  " + lineOr(found, line)
        + "\n  Rewrite the outputs if the new ones are right, or tag the cell \""
        + NotebookCell.UNSTABLE
        + "\" if they differ from run to run.");
  }

  private static String lineOr(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(nothing more)";
  }
}
