package dev.understudy.notebook;

import java.nio.file.Path;

/**
 * Something in a notebook that would not work everywhere.
 *
 * @param notebook the file
 * @param cell the number of the code cell, from 1; 0 when it is not about one code cell
 * @param problem what is wrong
 * @param cure what to do
 */
public record LintProblem(Path notebook, int cell, String problem, String cure) {
  @Override
  public String toString() {
    return notebook.getFileName() + (cell > 0 ? ", cell " + cell : "") + ": " + problem + "; "
        + cure;
  }
}
