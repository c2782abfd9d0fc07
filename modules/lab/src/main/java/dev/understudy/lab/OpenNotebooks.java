package dev.understudy.lab;

import dev.understudy.notebook.JavaRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens the notebooks in the best way there is on this machine. */
final class OpenNotebooks {
  private static final String HOW_TO_GET_JUPYTER =
      "To change and run cells, get Jupyter: install Python 3.9 or later with venv and pip"
          + " (Debian: apt install python3-venv) and start ./lab again while there is a network,"
          + " or install a Jupyter yourself (Debian: apt install jupyter-notebook).";

  private final Project project;
  private final Console console;
  private final Interruption interruption;

  OpenNotebooks(Project project, Console console, Interruption interruption) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
  }

  /** Serves the notebooks until they are closed or the user interrupts; returns the exit code. */
  int call(OpenOptions options) throws InterruptedException {
    boolean isRequired = options.isJupyterRequired();
    int wanted = options.port();
    JavaRuntime.requireJShell();
    List<Path> notebooks = new NotebookFiles(project.notebooks()).all();
    int port = Ports.choose(wanted);
    Optional<Jupyter> jupyter = options.isEmbedded() ? Optional.empty() : findJupyter();
    if (jupyter.isPresent()) {
      Optional<Integer> status = serve(jupyter.get(), port, options, isRequired);
      if (status.isPresent()) {
        return status.get();
      }
    } else if (isRequired) {
      throw new WrongInput("there is no Jupyter. " + HOW_TO_GET_JUPYTER);
    }
    console.tell("showing the notebooks as pages. " + HOW_TO_GET_JUPYTER);
    return new EmbeddedPages(project, console, interruption)
        .serve(notebooks, port, address -> show(address, options));
  }

  /** Our own first: it is the one that was tried with this project. */
  private Optional<Jupyter> findJupyter() throws InterruptedException {
    Children children = children();
    OwnJupyter own = new OwnJupyter(project, console, interruption, children);
    Optional<Jupyter> found = own.find();
    if (found.isEmpty()) {
      found = new JupyterFinder(children).onPath();
    }
    return found.isPresent() ? found : own.make();
  }

  /** Serves with this Jupyter; nothing when it does not start and need not. */
  private Optional<Integer> serve(
      Jupyter jupyter, int port, OpenOptions options, boolean isRequired)
      throws InterruptedException {
    JupyterFolders folders = new JupyterFolders(project);
    folders.write();
    JupyterServer server;
    try {
      server = JupyterServer.start(jupyter, children(), folders, project, port);
    } catch (IOException failure) {
      throw new WrongInput(jupyter.name() + " does not start: " + failure.getMessage());
    }
    Interruption.Duty duty = interruption.duty(server::end);
    try {
      if (server.awaitReady()) {
        console.tell(jupyter.name() + "; Ctrl-C ends it");
        show(server.address(), options);
        boolean isWell = server.awaitEnd();
        interruption.check();
        if (!isWell) {
          console.tell(jupyter.name() + " ended: " + server.lastWords());
        }
        return Optional.of(isWell ? Exit.HOLDS : Exit.DOES_NOT_HOLD);
      }
      interruption.check();
      String complaint = jupyter.name() + " does not start: " + server.lastWords();
      server.end();
      if (isRequired) {
        throw new WrongInput(complaint);
      }
      console.tell(complaint);
      return Optional.empty();
    } finally {
      duty.done();
    }
  }

  private void show(URI address, OpenOptions options) {
    console.answer(address.toString());
    if (options.isBrowserWanted()) {
      Browser.open(address);
    }
  }

  private Children children() {
    return new Children(new JupyterFolders(project).environment(), interruption);
  }
}
