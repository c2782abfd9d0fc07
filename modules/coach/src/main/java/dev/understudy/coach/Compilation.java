package dev.understudy.coach;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What came of compiling the class on trial and the test that hands it to the suite.
 *
 * @param problems what the compiler refused, one text each, as javac shows it; empty when all is well
 */
record Compilation(List<String> problems) {
  private static final int MOST_PROBLEMS = 20;

  /** A source that exists as a text only. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  Compilation {
    problems = List.copyOf(problems);
  }

  /**
   * Compiles against the class path of this JVM.
   *
   * @param shownAs the place of the class on trial, as complaints shall name it
   * @param classes the folder for the classes
   */
  static Compilation of(Exercise exercise, String text, String shownAs, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new ExerciseException("the Java in " + System.getProperty("java.home")
          + " has no compiler: exercises need a JDK, 17 or later; point JAVA_HOME at one");
    }
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    Source learners = new Source(exercise.className(), text);
    Source trial = new Source(exercise.trialName(), exercise.trialText());
    List<String> options = List.of(
        "-proc:none",
        "-g",
        "-Xlint:none",
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        classes.toString());
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean isWell = compiler
          .getTask(null, files, collector, options, null, List.of(learners, trial))
          .call();
      return new Compilation(isWell ? List.of() : problems(exercise, shownAs, learners, collector));
    } catch (java.io.IOException failure) {
      throw new ExerciseException("cannot write to " + classes, failure);
    }
  }

  private static List<String> problems(
      Exercise exercise,
      String shownAs,
      Source learners,
      DiagnosticCollector<JavaFileObject> collector) {
    List<Diagnostic<? extends JavaFileObject>> errors = collector.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .toList();
    List<String> theirs = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> error : errors) {
      if (error.getSource() == null || learners.equals(error.getSource())) {
        theirs.add(shown(error, shownAs, learners.text));
      }
    }
    if (theirs.isEmpty()) { // then the test alone does not compile: it does not find what it needs
      theirs.add(shownAs + ": the suite finds no class " + exercise.className()
          + " in it that it can use. The name of the class, its constructor, its record State and"
          + " the absence of a package must stay as they were given ("
          + errors.get(0).getMessage(Locale.ROOT).lines().findFirst().orElse("")
          + ")");
    }
    return theirs.subList(0, Math.min(MOST_PROBLEMS, theirs.size()));
  }

  /** As javac shows it: place and message, the line, and a mark below the column. */
  private static String shown(Diagnostic<?> error, String shownAs, String text) {
    String message = error.getMessage(Locale.ROOT);
    if (error.getLineNumber() == Diagnostic.NOPOS) {
      return shownAs + ": error: " + message;
    }
    List<String> lines = text.lines().toList();
    int index = (int) error.getLineNumber() - 1;
    String line = index < lines.size() ? lines.get(index) : "";
    String[] parts = message.split("\\R", 2);
    return shownAs + ":" + error.getLineNumber() + ": error: " + parts[0] + "\n" + line + "\n"
        + " ".repeat((int) Math.max(0, error.getColumnNumber() - 1)) + "^"
        + (parts.length > 1 ? "\n" + parts[1] : "");
  }
}
