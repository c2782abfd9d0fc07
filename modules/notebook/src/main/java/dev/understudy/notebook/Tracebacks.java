package dev.understudy.notebook;

import dev.understudy.notebook.CellResult.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Words the errors of cells for people: places are cells and their lines, and stack frames outside of cells are left out,
 * so that an error reads the same on each JDK.
 */
final class Tracebacks {
  /** The class that JShell wraps around each snippet, in messages of the compiler and the JVM. */
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");

  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*?)\\$+\\d+");

  private final CompileErrors compileErrors;
  private final Map<String, SnippetPlace> places = new HashMap<>();
  private SnippetPlace current;

  Tracebacks(CompileErrors compileErrors) {
    this.compileErrors = compileErrors;
  }

  /** The snippets to come begin here. */
  void enter(SnippetPlace place) {
    current = place;
  }

  /** What went wrong in this event, if anything did. */
  Optional<Failure> failureOf(SnippetEvent event) {
    if (event.causeSnippet() != null) {
      return Optional.empty(); // an older snippet, changed by the new one: told when it is used
    }
    places.put(event.snippet().id(), current);
    if (event.status() == Snippet.Status.REJECTED) {
      return Optional.of(compileErrors.rejected(event.snippet(), current));
    }
    return Optional.ofNullable(event.exception()).map(this::exception);
  }

  private Failure exception(JShellException exception) {
    if (exception instanceof EvalException thrown) {
      List<String> lines = new ArrayList<>();
      String name = withoutWrapper(thrown.getExceptionClassName());
      String message = thrown.getMessage() == null ? "" : withoutWrapper(thrown.getMessage());
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
    String message = compileErrors.missing(unresolved.getSnippet());
    List<String> lines = new ArrayList<>(List.of("UnresolvedReference: " + message));
    lines.addAll(framesInCells(unresolved));
    return new Failure("UnresolvedReference", message, lines);
  }

  private static String header(Throwable thrown) {
    String name = thrown instanceof EvalException known
        ? withoutWrapper(known.getExceptionClassName())
        : "UnresolvedReference";
    return thrown.getMessage() == null ? name : name + ": " + withoutWrapper(thrown.getMessage());
  }

  private List<String> framesInCells(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String file = frame.getFileName();
      SnippetPlace place =
          file != null && file.startsWith("#") ? places.get(file.substring(1)) : null;
      if (place != null) {
        lines.add("    at "
            + describe(
                frame,
                "cell " + place.cell() + ", line " + place.lineInCell(frame.getLineNumber())));
      }
    }
    return lines;
  }

  private static String describe(StackTraceElement frame, String where) {
    Matcher lambda = LAMBDA.matcher(frame.getMethodName());
    String method = lambda.matches() ? lambda.group(1) : frame.getMethodName();
    String owner = frame.getClassName().isEmpty() ? "" : withoutWrapper(frame.getClassName()) + ".";
    boolean isTopLevel = method.isEmpty() || method.startsWith("do_it");
    if (lambda.matches()) {
      return (isTopLevel ? "a lambda" : "a lambda in " + owner + method) + " (" + where + ")";
    }
    return isTopLevel ? where : owner + method + " (" + where + ")";
  }

  /** Asking a value for its renderings failed. */
  Failure renderingFailed(Object value, Throwable thrown) {
    String name = withoutWrapper(thrown.getClass().getName());
    String message = thrown.getMessage() == null ? "" : withoutWrapper(thrown.getMessage());
    String context =
        "while a " + withoutWrapper(value.getClass().getName()) + " was asked how it looks";
    return new Failure(
        name, message, List.of(message.isEmpty() ? name : name + ": " + message, "    " + context));
  }

  /** A text of the compiler or the JVM without the name of the class that JShell wraps around each snippet. */
  static String withoutWrapper(String text) {
    return WRAPPER.matcher(text).replaceAll("");
  }
}
