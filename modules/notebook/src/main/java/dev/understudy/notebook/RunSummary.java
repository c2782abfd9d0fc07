package dev.understudy.notebook;

import java.util.List;

/** What came of running a set of notebooks. */
public record RunSummary(List<NotebookOutcome> outcomes) {
  /** Copies the list. */
  public RunSummary {
    outcomes = List.copyOf(outcomes);
  }

  /** How many notebooks were asked for. */
  public int notebooks() {
    return outcomes.size();
  }

  /** How many code cells were run. */
  public int cells() {
    return outcomes.stream().mapToInt(NotebookOutcome::cells).sum();
  }

  /** How many problems there were. */
  public int errors() {
    return outcomes.stream().mapToInt(outcome -> outcome.problems().size()).sum();
  }

  /** Whether all notebooks passed, and there was at least one. */
  public boolean passed() {
    return !outcomes.isEmpty() && errors() == 0;
  }

  /** The last line of a report. */
  public String line() {
    return notebooks() + " notebooks, " + cells() + " cells, " + errors() + " errors";
  }

  /** For each problem the notebook, the cell and what happened; empty when there is none. */
  public String details() {
    StringBuilder text = new StringBuilder();
    for (NotebookOutcome outcome : outcomes) {
      for (CellProblem problem : outcome.problems()) {
        text.append(outcome.path().getFileName());
        text.append(problem.cell() > 0 ? ", cell " + problem.cell() : "").append(": ");
        text.append(problem.text().strip().replace("\n", "\n    ")).append('\n');
      }
    }
    return text.toString();
  }
}
