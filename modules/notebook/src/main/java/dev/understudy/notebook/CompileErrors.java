package dev.understudy.notebook;

import dev.understudy.notebook.CellResult.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Words what the compiler has against a cell. */
final class CompileErrors {
  private static final String NAME = "CompilationError";

  private final JShell shell;

  CompileErrors(JShell shell) {
    this.shell = shell;
  }

  /** The compiler rejected a snippet. */
  Failure rejected(Snippet snippet, SnippetPlace place) {
    List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
    if (errors.isEmpty()) {
      return new Failure(NAME, "this is not Java", place.pointAt(0, "this is not Java"));
    }
    List<String> lines = new ArrayList<>();
    for (Diag error : errors) {
      List<String> message = message(error);
      lines.addAll(place.pointAt((int) Math.max(0, error.getPosition()), message.get(0)));
      message.stream().skip(1).map(line -> "  " + line).forEach(lines::add);
    }
    return new Failure(NAME, message(errors.get(0)).get(0), lines);
  }

  /** The lines of a message but those that only name the class which JShell wraps around the snippet. */
  private static List<String> message(Diag error) {
    return Tracebacks.withoutWrapper(error.getMessage(Locale.ENGLISH))
        .lines()
        .filter(line -> !line.isBlank() && !line.matches("\\s*location:\\s*class\\s*"))
        .map(String::strip)
        .toList();
  }

  /** The cell ended before its last snippet did. */
  Failure unreadable(SnippetPlace place, Completeness completeness) {
    boolean isOpen = completeness != Completeness.UNKNOWN;
    String what = isOpen ? "the cell ends in the middle of this" : "this is not Java";
    return new Failure(NAME, what, place.pointAt(0, what));
  }

  /** A class that still lacks something at the end of its cell cannot be used; saying so at once is kinder. */
  Optional<Failure> stillUndefined(List<Snippet> candidates) {
    List<String> missing = candidates.stream()
        .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
        .map(snippet -> missing((DeclarationSnippet) snippet))
        .toList();
    List<String> lines = missing.stream().map(text -> NAME + ": " + text).toList();
    return missing.stream().findFirst().map(first -> new Failure(NAME, first, lines));
  }

  /** What a declaration lacks. */
  String missing(DeclarationSnippet snippet) {
    String names = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    return snippet.name() + " needs " + (names.isEmpty() ? "something" : names)
        + ", which is declared nowhere";
  }
}
