package dev.understudy.notebook;

/** What to do with the outputs of a run. */
public enum RunMode {
  /** Run only: outputs are looked at by nobody, files stay as they are. */
  RUN,
  /** Outputs must be those in the file; cells tagged {@code unstable} are run but not compared. Files stay as they are. */
  COMPARE,
  /** Put the outputs in the file, unless the notebook failed. */
  REWRITE
}
