package dev.understudy.notebook;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Whether a source could be run as it is; a front end asks before it starts a new line. */
public enum Readiness {
  /** It can be run. */
  COMPLETE,
  /** Something is still open: a bracket, a string, an expression. */
  INCOMPLETE,
  /** It is not Java, and no more text would make it so. */
  INVALID;

  static Readiness of(SourceCodeAnalysis analysis, String source) {
    CompletionInfo info = analysis.analyzeCompletion(source);
    while (info.completeness().isComplete() && info.completeness() != Completeness.UNKNOWN) {
      info = analysis.analyzeCompletion(info.remaining());
    }
    return switch (info.completeness()) {
      case EMPTY, COMPLETE, COMPLETE_WITH_SEMI -> COMPLETE;
      case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> INCOMPLETE;
      case UNKNOWN -> INVALID;
    };
  }
}
