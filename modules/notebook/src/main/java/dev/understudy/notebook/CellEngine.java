package dev.understudy.notebook;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the cells of one notebook in this JVM, one at a time; what a cell declares is there for the next.
 *
 * <p>A cell is any number of imports, declarations, statements and expressions. Its value is that of the last one, when
 * that is an expression which is not an assignment; a semicolon at its end changes nothing. Both are what the kernels
 * IJava and JJava do, so that a notebook shows the same in all. A method may use what a later cell declares.
 *
 * <p>While it is open the engine owns {@code System.out} and {@code System.err}: open one at a time. Threads that a cell
 * starts live on after the cell, and after the engine: see {@link #leakedThreads()}. Not for use by several threads,
 * except {@link #interrupt()}.
 */
public final class CellEngine implements AutoCloseable {
  private static final List<String> IMPORTS = List.of(
      "java.io.*",
      "java.math.*",
      "java.net.*",
      "java.nio.file.*",
      "java.time.*",
      "java.util.*",
      "java.util.concurrent.*",
      "java.util.function.*",
      "java.util.stream.*");

  private final CellControl control;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final CompileErrors compileErrors;
  private final Tracebacks tracebacks;
  private final StandardStreams streams;

  private CellEngine(String classPath, ClassLoader classes, OutputListener listener) {
    control = new CellControl(new CellLoader(classes));
    shell = JShell.builder()
        .executionEngine(new ThisControl(control), Map.of())
        .compilerOptions("-classpath", classPath)
        .build();
    analysis = shell.sourceCodeAnalysis();
    compileErrors = new CompileErrors(shell);
    tracebacks = new Tracebacks(compileErrors);
    streams = new StandardStreams(listener);
    IMPORTS.forEach(packages -> shell.eval("import " + packages + ";"));
  }

  /**
   * An engine whose cells see the class path of this JVM and the imports that the {@code jshell} tool gives.
   *
   * @throws NotebookException when this Java cannot run cells
   */
  public static CellEngine open(OutputListener listener) {
    JavaRuntime.requireJShell();
    return new CellEngine(
        System.getProperty("java.class.path"), CellEngine.class.getClassLoader(), listener);
  }

  /** Sends what is printed from now on to this listener; what was printed before goes to the one before. */
  public void listener(OutputListener listener) {
    streams.listener(listener);
  }

  /**
   * Runs one cell. All that it printed has reached the listener when this returns.
   *
   * @param number how tracebacks call the cell
   * @param limit the wall time it may take
   */
  public CellResult run(int number, String source, Duration limit) {
    control.beginCell(limit);
    CellResult result;
    try {
      result = runSnippets(number, source);
    } finally {
      streams.drain();
    }
    return switch (control.endCell()) {
      case NO -> result;
      case INTERRUPTED -> new CellResult.Interrupted(control.isStillRunning());
      case TIMED_OUT -> new CellResult.TimedOut(limit, control.isStillRunning());
    };
  }

  private CellResult runSnippets(int number, String source) {
    List<Snippet> snippets = new ArrayList<>();
    Object value = null;
    SnippetPlace place = SnippetPlace.after(number, source, 0);
    CompletionInfo next = analysis.analyzeCompletion(source);
    while (next.completeness().isComplete() && !control.isCut()) {
      tracebacks.enter(place);
      value = null;
      for (SnippetEvent event : shell.eval(next.source().stripLeading())) {
        Optional<CellResult.Failure> failure = tracebacks.failureOf(event);
        if (failure.isPresent()) {
          return failure.get();
        }
        if (event.causeSnippet() == null) {
          snippets.add(event.snippet());
        }
        if (hasValueToShow(event)) {
          value = control.lastValue();
        }
      }
      place =
          SnippetPlace.after(number, source, source.length() - next.remaining().length());
      next = analysis.analyzeCompletion(next.remaining());
    }
    if (!control.isCut() && next.completeness() != Completeness.EMPTY) {
      return compileErrors.unreadable(place, next.completeness());
    }
    Optional<CellResult.Failure> failure = compileErrors.stillUndefined(snippets);
    return failure.isPresent() ? failure.get() : render(value);
  }

  private static boolean hasValueToShow(SnippetEvent event) {
    SubKind kind = event.snippet().subKind();
    return event.causeSnippet() == null
        && (kind == SubKind.VAR_VALUE_SUBKIND
            || kind == SubKind.OTHER_EXPRESSION_SUBKIND
            || kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
  }

  private CellResult render(Object value) {
    if (value == null || control.isCut()) {
      return new CellResult.Nothing();
    }
    try {
      @SuppressWarnings("unchecked")
      var content = (Map<String, String>) control.call(() -> ValueRenderer.render(value));
      return new CellResult.Value(content);
    } catch (InvocationTargetException thrown) {
      return tracebacks.renderingFailed(value, thrown.getCause());
    } catch (Exception cutOff) {
      return new CellResult.Nothing(); // run() tells why
    }
  }

  /** Ends the cell that runs now, if one does, and returns at once. May be called from any thread. */
  public void interrupt() {
    control.interruptCell();
  }

  /** What could stand at the cursor, counted in characters from the start of the source. */
  public Completions complete(String source, int cursor) {
    return Completions.of(analysis, source, cursor);
  }

  /** Whether the source could be run as it is. */
  public Readiness readiness(String source) {
    return Readiness.of(analysis, source);
  }

  /** The signatures and the documentation of what stands at the cursor; empty when nothing is known of it. */
  public List<String> inspect(String source, int cursor) {
    return analysis.documentation(source, Math.min(cursor, source.length()), true).stream()
        .map(found -> found.javadoc() == null
            ? found.signature()
            : found.signature() + "\n" + found.javadoc())
        .distinct()
        .toList();
  }

  /** The names of the threads which cells have started, that live on and would keep the JVM alive. */
  public List<String> leakedThreads() {
    Thread[] threads = new Thread[control.group().activeCount() + 16];
    int count = control.group().enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(
            thread -> thread.isAlive() && !thread.isDaemon() && !control.isWaitingForCells(thread))
        .map(Thread::getName)
        .sorted()
        .toList();
  }

  /** Gives {@code System.out} and {@code System.err} back. Threads that cells have started are left alone. */
  @Override
  public void close() {
    shell.close();
    streams.close();
  }

  /** Hands JShell the control that exists already. */
  private record ThisControl(CellControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "cells";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return control;
    }
  }
}
