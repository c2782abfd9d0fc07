package dev.understudy.notebook;

/**
 * Why a notebook did not pass.
 *
 * @param cell the number of the code cell, from 1; 0 when the whole notebook is at fault
 * @param kind what sort of problem
 * @param text what happened, in one or more lines
 */
public record CellProblem(int cell, Kind kind, String text) {

  /** The sorts of problems. */
  public enum Kind {
    /** The file cannot be read as a notebook, or holds nothing to run. */
    NOT_A_NOTEBOOK,
    /** A cell failed that should not. */
    ERROR,
    /** A cell took too long. */
    TIMED_OUT,
    /** A cell ended well that carries the tag {@code raises-exception}. */
    DID_NOT_RAISE,
    /** A cell gave other outputs than the file holds. */
    STALE_OUTPUT,
    /** The JVM that ran the notebook ended before the notebook did. */
    JVM_ENDED
  }
}
