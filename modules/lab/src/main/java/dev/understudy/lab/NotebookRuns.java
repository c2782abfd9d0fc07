package dev.understudy.lab;

import dev.understudy.notebook.ChildJvmRunner;
import dev.understudy.notebook.NotebookOutcome;
import dev.understudy.notebook.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
    ExecutorService pool = Executors.newFixedThreadPool(runner.atOnce());
    Interruption.Duty duty = interruption.duty(() -> stop(pool));
    try {
      List<Future<NotebookOutcome>> running = new ArrayList<>();
      for (Path notebook : notebooks) {
        running.add(pool.submit(() -> {
          NotebookOutcome outcome = runner.run(List.of(notebook)).outcomes().get(0);
          ended.accept(outcome);
          console.tell(line(outcome));
          return outcome;
        }));
      }
      List<NotebookOutcome> outcomes = new ArrayList<>();
      for (Future<NotebookOutcome> one : running) {
        outcomes.add(one.get());
      }
      return new RunSummary(outcomes);
    } catch (ExecutionException | CancellationException failure) {
      interruption.check();
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure);
    } finally {
      duty.done();
      pool.shutdownNow();
    }
  }

  /** The runner's threads kill their JVMs and remove their files when they are interrupted. */
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
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
