package dev.understudy.notebook;

import dev.understudy.notebook.CellProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs notebooks, each in a JVM of its own and in its own folder, as Jupyter does: what one leaves behind, threads or static
 * fields, the next cannot see, and one that ends its JVM harms nobody else.
 *
 * @param mode what to do with the outputs
 * @param cellLimit the wall time that each cell has
 * @param command the Java to run them with
 * @param atOnce how many may run at the same time
 */
public record ChildJvmRunner(RunMode mode, Duration cellLimit, JavaCommand command, int atOnce) {

  /**
   * Runs notebooks; the outcomes are in the order of the paths.
   *
   * @throws NotebookException when there is none to run
   */
  public RunSummary run(List<Path> notebooks) throws InterruptedException {
    JavaRuntime.requireJShell();
    if (notebooks.isEmpty()) {
      throw new NotebookException(NotebookRunner.NOTHING_TO_RUN);
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, atOnce));
    try {
      List<Future<NotebookOutcome>> running = new ArrayList<>();
      for (Path notebook : notebooks) {
        running.add(pool.submit(() -> run(notebook)));
      }
      List<NotebookOutcome> outcomes = new ArrayList<>();
      for (Future<NotebookOutcome> one : running) {
        outcomes.add(one.get());
      }
      return new RunSummary(outcomes);
    } catch (ExecutionException failure) {
      throw new NotebookException(
          "A JVM for a notebook could not be started: " + failure.getCause(), failure.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private NotebookOutcome run(Path notebook) throws IOException, InterruptedException {
    Path file = notebook.toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      return NotebookOutcome.notRun(
          notebook, Kind.NOT_A_NOTEBOOK, notebook + " is no file: give an .ipynb file");
    }
    Path folder = Files.createTempDirectory("notebook");
    Path arguments = folder.resolve("java.args");
    Path result = folder.resolve("outcome.json");
    Path log = folder.resolve("log.txt");
    try {
      command.writeArguments(arguments);
      List<String> line = command.line(arguments, ChildJvm.class.getName());
      line.addAll(List.of(
          mode.name(), String.valueOf(cellLimit.toMillis()), file.toString(), result.toString()));
      Process child = new ProcessBuilder(line)
          .directory(file.getParent().toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
      return await(child, notebook, result, log);
    } finally {
      for (Path each : List.of(arguments, ChildJvm.part(result), result, log, folder)) {
        Files.deleteIfExists(each);
      }
    }
  }

  private NotebookOutcome await(Process child, Path notebook, Path result, Path log)
      throws IOException, InterruptedException {
    try {
      child
          .getOutputStream()
          .close(); // a cell that reads its input finds the end, as nobody would answer
      int cells = ChildJvm.countCells(notebook);
      long seconds = 60 + cellLimit.toSeconds() * (cells + 1L);
      if (!child.waitFor(seconds, TimeUnit.SECONDS)) {
        String text = "still ran after " + seconds + " s: look for a cell that blocks without end";
        return NotebookOutcome.notRun(notebook, Kind.TIMED_OUT, text);
      }
      if (!Files.isRegularFile(result)) {
        String text = "the JVM ended (status " + child.exitValue() + ") before the notebook did\n"
            + Files.readString(log);
        return NotebookOutcome.notRun(notebook, Kind.JVM_ENDED, text);
      }
      return ChildJvm.readOutcome(notebook, result);
    } finally {
      child.destroyForcibly();
    }
  }
}
