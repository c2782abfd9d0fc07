package dev.understudy.lab;

import dev.understudy.notebook.ChildJvmRunner;
import dev.understudy.notebook.JavaRuntime;
import dev.understudy.notebook.LintProblem;
import dev.understudy.notebook.NotebookLint;
import dev.understudy.notebook.RunMode;
import dev.understudy.notebook.RunSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens, runs or lints the notebooks. */
@Command(
    name = "notebooks",
    mixinStandardHelpOptions = true,
    description = {
      "Opens the notebooks (as ./lab alone does), or runs or checks them.",
      "",
      "--run only runs them and looks for errors; files stay as they are. --compare also wants the"
          + " outputs to be those in the files; --update puts the outputs into the files of"
          + " notebooks without errors. No Python is needed."
    },
    footer = {"", "Exit code: 0 no errors, 1 errors, 2 wrong usage or no notebooks."})
final class NotebooksCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      description = "which notebooks: 04, N04, a whole name or a path; all unless given")
  private List<String> names = List.of();

  @Option(names = "--run", description = "run them without Jupyter")
  private boolean run;

  @Option(names = "--compare", description = "run them and compare the outputs with the files")
  private boolean compare;

  @Option(names = "--update", description = "run them and put the outputs into the files")
  private boolean update;

  @Option(names = "--lint", description = "look for what would not work everywhere")
  private boolean lint;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "the real time a cell may take; ${DEFAULT-VALUE} unless given")
  private long timeoutSeconds;

  @Option(names = "--jobs", paramLabel = "N", description = "how many notebooks to run at once")
  private int jobs = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @Mixin
  private OpenOptions options;

  private final Project project;
  private final Console console;
  private final Interruption interruption;
  private final OpenNotebooks open;

  NotebooksCommand(
      Project project, Console console, Interruption interruption, OpenNotebooks open) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
    this.open = open;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (compare && update) {
      throw new WrongInput("--compare and --update exclude each other: give one of them");
    }
    boolean isRun = run || compare || update;
    if (isRun && lint) {
      throw new WrongInput("--lint runs nothing: give it alone");
    }
    if (!isRun && !lint) {
      if (!names.isEmpty()) {
        throw new WrongInput("what to do with " + names.get(0) + "? Give --run or --lint");
      }
      return open.call(options);
    }
    List<Path> notebooks = new NotebookFiles(project.notebooks()).named(names);
    return lint ? lint(notebooks) : run(notebooks);
  }

  private int run(List<Path> notebooks) throws InterruptedException {
    JavaRuntime.requireJShell();
    if (timeoutSeconds < 1 || timeoutSeconds > 86_400) {
      throw new WrongInput("--timeout " + timeoutSeconds + ": give 1 to 86400 seconds");
    }
    if (jobs < 1 || jobs > 64) {
      throw new WrongInput("--jobs " + jobs + ": give 1 to 64");
    }
    RunMode mode = update ? RunMode.REWRITE : compare ? RunMode.COMPARE : RunMode.RUN;
    ChildJvmRunner runner =
        new ChildJvmRunner(mode, Duration.ofSeconds(timeoutSeconds), LabJava.of(project), jobs);
    RunSummary summary = new NotebookRuns(console, interruption).run(runner, notebooks, each -> {});
    console.out().print(summary.details());
    console.answer(summary.line());
    return summary.passed() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private int lint(List<Path> notebooks) {
    List<LintProblem> problems =
        notebooks.stream().flatMap(path -> NotebookLint.check(path).stream()).toList();
    problems.forEach(problem -> console.answer(problem.toString()));
    console.answer(notebooks.size() + " notebooks, " + problems.size() + " problems");
    return problems.isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }
}
