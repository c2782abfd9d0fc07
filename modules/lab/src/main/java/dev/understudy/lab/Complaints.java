package dev.understudy.lab;

import dev.understudy.coach.ExerciseException;
import dev.understudy.notebook.NotebookException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells wrong usage and wrong input in one line each. Only a fault of the program itself shows where it happened. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Console console;

  Complaints(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    String line = problem instanceof UnmatchedArgumentException unmatched
        ? unknown(unmatched)
        : problem.getMessage();
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    return complain(line + " (see ./" + command + " --help)");
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed)
      throws Exception {
    Optional<RuntimeException> known = KnownFailures.of(problem);
    if (known.isPresent()) {
      complain(known.get().getMessage());
      return known.get() instanceof WrongInput ? Exit.WRONG_INPUT : Exit.DOES_NOT_HOLD;
    }
    if (problem instanceof NotebookException || problem instanceof ExerciseException) {
      return complain(problem.getMessage());
    }
    if (problem instanceof InterruptedException) {
      return Exit.INTERRUPTED;
    }
    return error(problem);
  }

  /** Tells an error of this program, unless Java has only run out of memory; returns the exit code. */
  int error(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return complain("this needs more memory than the "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB that Java has; give it less to do, or more by JAVA_TOOL_OPTIONS=-Xmx8g");
      }
    }
    problem.printStackTrace(console.err());
    complain("this is an error of lab itself: it says nothing about any promise");
    return Exit.ERROR;
  }

  private int complain(String line) {
    console.tell(
        "lab: " + line.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?"));
    return Exit.WRONG_INPUT;
  }

  private static String unknown(UnmatchedArgumentException problem) {
    String typed = problem.getUnmatched().get(0);
    CommandLine command = problem.getCommandLine();
    boolean isOption = typed.startsWith("-");
    List<String> names = new ArrayList<>(
        isOption
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
    if (isOption || !names.isEmpty()) {
      return "there is no " + (isOption ? "option " : "command ") + typed
          + NearMisses.of(typed, names);
    }
    return "one argument too many: " + typed;
  }
}
