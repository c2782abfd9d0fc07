package dev.understudy.lab;

import dev.understudy.notebook.ChildJvmRunner;
import dev.understudy.notebook.NotebookOutcome;
import dev.understudy.notebook.NotebookRunner;
import dev.understudy.notebook.PageServer;
import dev.understudy.notebook.RunMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The notebooks without Jupyter: pages, first with the outputs of their authors, soon with fresh ones. */
final class EmbeddedPages {
  private final Project project;
  private final Console console;
  private final Interruption interruption;

  EmbeddedPages(Project project, Console console, Interruption interruption) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
  }

  /** Serves until the user interrupts. */
  int serve(List<Path> notebooks, int port, Consumer<URI> ready) throws InterruptedException {
    Path folder = project.privateFolder("pages");
    List<Path> pages = new ArrayList<>();
    for (Path notebook : notebooks) {
      pages.add(copy(notebook, folder));
    }
    CountDownLatch ended = new CountDownLatch(1);
    Interruption.Duty duty = interruption.duty(ended::countDown);
    try (PageServer server = PageServer.start(pages, port)) {
      ready.accept(server.address());
      execute(notebooks, folder);
      console.tell("all are executed; Ctrl-C ends the server");
      ended.await();
      return Exit.INTERRUPTED;
    } finally {
      duty.done();
    }
  }

  private void execute(List<Path> notebooks, Path folder) throws InterruptedException {
    ChildJvmRunner runner =
        new ChildJvmRunner(RunMode.RUN, NotebookRunner.DEFAULT_CELL_LIMIT, LabJava.of(project), 1);
    Consumer<NotebookOutcome> show = outcome -> outcome
        .executed()
        .ifPresent(executed -> executed.write(folder.resolve(outcome.path().getFileName())));
    String details =
        new NotebookRuns(console, interruption).run(runner, notebooks, show).details();
    console.err().print(details);
  }

  private static Path copy(Path notebook, Path folder) {
    try {
      Path page = folder.resolve(notebook.getFileName());
      return Files.copy(notebook, page, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
