package dev.understudy.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what would make a notebook depend on one kernel, on one machine or on the order in which cells were once run. */
public final class NotebookLint {
  private static final Pattern MAGIC = Pattern.compile("(?m)^\\s*%{1,2}\\w+");
  private static final Pattern KERNEL_FUNCTION =
      Pattern.compile("(?<![.\\w])(display|render|updateDisplay)\\s*\\(");
  private static final Pattern ABSOLUTE_PATH = Pattern.compile(
      "(?<![\\w.:/])(/(home|Users|root|tmp|var|opt|mnt|usr|work)/[^\\s\"')]*|[A-Za-z]:\\\\\\\\?[^\\s\"')]*)");
  private static final Pattern RECORD = Pattern.compile("\\brecord\\s+(\\w+)\\s*(<[^(]*>\\s*)?\\(");
  private static final Pattern COMMENT_OR_STRING = Pattern.compile(
      "//[^\\n]*|(?s:/\\*.*?\\*/)|(?s:\"\"\".*?\"\"\")|\"(?:\\\\.|[^\"\\\\\\n])*\"");

  private final Path path;
  private final List<LintProblem> problems = new ArrayList<>();

  private NotebookLint(Path path) {
    this.path = path;
  }

  /** All problems of one file, in the order of its cells; empty when it is fine. */
  public static List<LintProblem> check(Path path) {
    NotebookLint lint = new NotebookLint(path);
    try {
      Notebook notebook = Notebook.read(path);
      lint.checkKernel(notebook.metadata().path("kernelspec"));
      lint.checkIds(notebook.cells());
      lint.checkCode(notebook.codeCells());
    } catch (NotebookException problem) {
      lint.report(0, problem.getMessage(), "give a notebook in nbformat 4.5");
    }
    return List.copyOf(lint.problems);
  }

  private void checkKernel(JsonNode kernelspec) {
    Map<String, String> plain = Map.of("name", "java", "display_name", "Java", "language", "java");
    plain.keySet().stream().sorted().forEach(field -> {
      String found = kernelspec.path(field).asText();
      if (!found.equals(plain.get(field))) {
        report(
            0,
            "metadata.kernelspec." + field + " is \"" + found + "\"",
            "write \"" + plain.get(field) + "\", which every Java kernel answers to");
      }
    });
  }

  private void checkIds(List<NotebookCell> cells) {
    Set<String> seen = new HashSet<>();
    for (NotebookCell cell : cells) {
      if (!cell.id().matches("[A-Za-z0-9_-]{1,64}")) {
        report(
            cell.number(),
            "the id \"" + cell.id() + "\" is not 1 to 64 letters, digits, - or _",
            "give it a valid id");
      } else if (!seen.add(cell.id())) {
        report(
            cell.number(),
            "the id \"" + cell.id() + "\" is there twice",
            "give each cell an id of its own");
      }
    }
  }

  private void checkCode(List<NotebookCell> cells) {
    Map<String, Integer> records = new HashMap<>();
    for (NotebookCell cell : cells) {
      String code = COMMENT_OR_STRING.matcher(cell.source()).replaceAll("\"\"");
      find(MAGIC, cell.source(), cell, "a magic of one kernel", "write it in plain Java");
      find(
          KERNEL_FUNCTION,
          code,
          cell,
          "a function of one kernel",
          "end the cell with the value to show");
      find(
          ABSOLUTE_PATH,
          cell.source(),
          cell,
          "an absolute path",
          "use one that is relative to the project");
      Matcher record = RECORD.matcher(code);
      while (record.find()) {
        Integer before = records.putIfAbsent(record.group(1), cell.number());
        if (before != null && before != cell.number()) {
          report(
              cell.number(),
              "the record " + record.group(1) + " is declared in cell " + before + " too",
              "declare it once: values of the first are not values of the second");
        }
      }
      if (cell.executionCount() == 0) {
        report(cell.number(), "was never executed", "let the runner write the outputs");
      } else if (cell.executionCount() != cell.number()) {
        report(cell.number(), "was not executed in its order", "let the runner write the outputs");
      }
    }
  }

  private void find(Pattern pattern, String text, NotebookCell cell, String what, String cure) {
    Matcher found = pattern.matcher(text);
    if (found.find()) {
      report(cell.number(), what + ": " + found.group().strip(), cure);
    }
  }

  private void report(int cell, String problem, String cure) {
    problems.add(new LintProblem(path, cell, problem, cure));
  }
}
