package dev.understudy.notebook;

import dev.understudy.notebook.CellResult.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Words the errors of cells for people: places are cells and their lines, and stack frames outside of cells are left out,
 * so that an error reads the same on each JDK.
 */
final class Tracebacks {
  /** The class that JShell wraps around each snippet, in messages of the compiler and the JVM. */
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");

  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*?)\\$+\\d+");

  private final JShell shell;
  private final Map<String, Place> places = new HashMap<>();
  private int cell;
  private String source;
  private int offset;

  /** Where a snippet begins. */
  private record Place(int cell, int line) {}

  Tracebacks(JShell shell) {
    this.shell = shell;
  }

  /** The snippets to come belong to this cell and begin, blanks aside (with them JShell's lines would be wrong), here. */
  void enter(int cellNumber, String cellSource, int snippetOffset) {
    cell = cellNumber;
    source = cellSource;
    offset = skipBlanks(snippetOffset);
  }

  /** What went wrong in this event, if anything did. */
  Optional<Failure> failureOf(SnippetEvent event) {
    if (event.causeSnippet() != null) {
      return Optional
          .empty(); // an older snippet that the new one has changed: told when it is used
    }
    places.put(event.snippet().id(), new Place(cell, lineOf(offset)));
    if (event.status() == Snippet.Status.REJECTED) {
      return Optional.of(compileError(event.snippet()));
    }
    return Optional.ofNullable(event.exception()).map(this::exception);
  }

  private Failure compileError(Snippet snippet) {
    List<String> lines = new ArrayList<>();
    List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
    for (Diag error : errors) {
      int at = offset + (int) Math.max(0, error.getPosition());
      String[] message = clean(error.getMessage(Locale.ENGLISH)).split("\\R");
      lines.addAll(pointAt(at, message[0]));
      for (int i = 1; i < message.length; i++) {
        if (!message[i].isBlank() && !message[i].matches("\\s*location:\\s*class\\s*")) {
          lines.add("  " + message[i].strip());
        }
      }
    }
    String first = errors.isEmpty()
        ? "this is not Java"
        : clean(errors.get(0).getMessage(Locale.ENGLISH)).split("\\R")[0];
    return new Failure(
        "CompilationError", first, lines.isEmpty() ? List.of("CompilationError: " + first) : lines);
  }

  /** The cell ended before its last snippet did. */
  Failure unreadable(
      int cellNumber, String cellSource, int snippetOffset, Completeness completeness) {
    enter(cellNumber, cellSource, snippetOffset);
    String what = completeness == Completeness.UNKNOWN
        ? "this is not Java"
        : "the cell ends in the middle of this";
    return new Failure("CompilationError", what, pointAt(offset, what));
  }

  private List<String> pointAt(int at, String message) {
    int bounded = Math.min(at, source.length());
    int lineStart = source.lastIndexOf('\n', bounded - 1) + 1;
    int lineEnd = source.indexOf('\n', bounded);
    String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
    String indent =
        line.substring(0, Math.min(line.length(), bounded - lineStart)).replaceAll("[^\t]", " ");
    return List.of(
        "CompilationError in cell " + cell + ", line " + lineOf(bounded) + ": " + message,
        "  " + line,
        "  " + indent + "^");
  }

  private Failure exception(JShellException exception) {
    if (exception instanceof EvalException thrown) {
      List<String> lines = new ArrayList<>();
      String name = clean(thrown.getExceptionClassName());
      String message = thrown.getMessage() == null ? "" : clean(thrown.getMessage());
      Throwable cause = thrown;
      String prefix = "";
      for (int depth = 0; cause instanceof JShellException && depth < 10; depth++) {
        lines.add(prefix + header(cause));
        lines.addAll(framesInCells(cause));
        cause = cause.getCause();
        prefix = "Caused by: ";
      }
      return new Failure(name, message, lines);
    }
    UnresolvedReferenceException unresolved = (UnresolvedReferenceException) exception;
    String message = missing(unresolved.getSnippet());
    List<String> lines = new ArrayList<>(List.of("UnresolvedReference: " + message));
    lines.addAll(framesInCells(unresolved));
    return new Failure("UnresolvedReference", message, lines);
  }

  private static String header(Throwable thrown) {
    String name = thrown instanceof EvalException known
        ? clean(known.getExceptionClassName())
        : "UnresolvedReference";
    return thrown.getMessage() == null ? name : name + ": " + clean(thrown.getMessage());
  }

  private List<String> framesInCells(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String file = frame.getFileName();
      Place place = file != null && file.startsWith("#") ? places.get(file.substring(1)) : null;
      if (place != null) {
        String method = LAMBDA.matcher(frame.getMethodName()).replaceAll("a lambda in $1");
        String owner = frame.getClassName().isEmpty() || method.isEmpty()
            ? ""
            : clean(frame.getClassName()) + ".";
        String where =
            "cell " + place.cell() + ", line " + (place.line() + frame.getLineNumber() - 1);
        boolean isTopLevel = method.isEmpty() || method.startsWith("do_it$");
        lines.add("    at " + (isTopLevel ? where : owner + method + " (" + where + ")"));
      }
    }
    return lines;
  }

  /** A class that still lacks something at the end of its cell cannot be used; saying so at once is kinder. */
  Optional<Failure> stillUndefined(List<Snippet> candidates) {
    List<String> lines = candidates.stream()
        .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
        .map(snippet -> "CompilationError: " + missing((DeclarationSnippet) snippet))
        .toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Failure(
            "CompilationError", lines.get(0).substring("CompilationError: ".length()), lines));
  }

  private String missing(DeclarationSnippet snippet) {
    String names = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));

    return snippet.name() + " needs " + (names.isEmpty() ? "something" : names)
        + ", which is declared nowhere";
  }

  /** Asking a value for its renderings failed. */
  Failure renderingFailed(Object value, Throwable thrown) {
    String name = clean(thrown.getClass().getName());
    String message = thrown.getMessage() == null ? "" : clean(thrown.getMessage());
    String context = "while a " + clean(value.getClass().getName()) + " was asked how it looks";
    return new Failure(
        name, message, List.of(message.isEmpty() ? name : name + ": " + message, "    " + context));
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    return at;
  }

  private int lineOf(int at) {
    return 1
        + (int) source
            .substring(0, Math.min(at, source.length()))
            .chars()
            .filter(c -> c == '\n')
            .count();
  }

  private static String clean(String text) {
    return WRAPPER.matcher(text).replaceAll("");
  }
}
