package dev.understudy.lab;

import dev.understudy.notebook.ChildJvmRunner;
import dev.understudy.notebook.NotebookOutcome;
import dev.understudy.notebook.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Runs notebooks, some at once, and tells of each as soon as it has ended. */
final class NotebookRuns {
  private final Console console;
  private final Interruption interruption;

  NotebookRuns(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /** Runs them all; {@code ended} hears of each outcome, from any thread. */
  RunSummary run(ChildJvmRunner runner, List<Path> notebooks, Consumer<NotebookOutcome> ended)
      throws InterruptedException {
    List<Callable<NotebookOutcome>> jobs = new ArrayList<>();
    for (Path notebook : notebooks) {
      jobs.add(() -> {
        NotebookOutcome outcome = runner.run(List.of(notebook)).outcomes().get(0);
        ended.accept(outcome);
        console.tell(line(outcome));
        return outcome;
      });
    }
    return new RunSummary(new Jobs(interruption).run(runner.atOnce(), jobs));
  }

  private static String line(NotebookOutcome outcome) {
    return String.format(
        Locale.ROOT,
        "%-44s %3d cells %6.1f s  %s",
        NotebookFiles.nameOf(outcome.path()),
        outcome.cells(),
        outcome.took().toMillis() / 1000.0,
        outcome.passed() ? "ok" : "FAILED");
  }
}
