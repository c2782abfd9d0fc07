package dev.understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's own JupyterLab, in a Python environment in the private folder. */
final class OwnJupyter {
  private static final List<String> PIP_ARGUMENTS = List.of(
      "install",
      "--no-cache-dir",
      "--no-input",
      "--disable-pip-version-check",
      "--progress-bar=off",
      "--retries=1",
      "--timeout=15",
      "jupyterlab>=4.4,<5");
  private static final String PYTHON_IS_RECENT =
      "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))";
  private static final Duration SETUP_LIMIT = Duration.ofMinutes(20);

  private final Project project;
  private final Console console;
  private final Interruption interruption;
  private final Children children;
  private final Path folder;

  OwnJupyter(Project project, Console console, Interruption interruption, Children children) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
    this.children = children;
    this.folder = project.privateFolder().resolve("venv");
  }

  /** The environment that an earlier call has made, if it still answers. */
  Optional<Jupyter> find() throws InterruptedException {
    if (!Files.exists(completed())) {
      return Optional.empty();
    }
    List<String> command = List.of(python().toString(), "-m", "jupyterlab");
    return new JupyterFinder(children).answering("JupyterLab", "lab/tree", command);
  }

  /** Makes the environment, unless somebody else does so at this moment; nothing when there is no Python or no index. */
  Optional<Jupyter> make() throws InterruptedException {
    Optional<String> python = recentPython();
    if (python.isEmpty()) {
      return Optional.empty();
    }
    Path lockFile = project.privateFolder().resolve("venv.lock");
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      Optional<Jupyter> madeMeanwhile = find();
      if (madeMeanwhile.isPresent()) {
        return madeMeanwhile;
      }
      return make(python.get()) ? find() : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Until the channel is closed; the system does so when its holder ends, however that happens. */
  private void lock(FileChannel channel) throws IOException {
    if (channel.tryLock() == null) {
      console.tell("another lab fetches JupyterLab; waiting for it...");
      channel.lock();
    }
  }

  private Optional<String> recentPython() throws InterruptedException {
    for (String python : List.of("python3", "python")) {
      if (children.ask(Duration.ofSeconds(20), python, "-c", PYTHON_IS_RECENT).isPresent()) {
        return Optional.of(python);
      }
    }
    return Optional.empty();
  }

  private boolean make(String python) throws InterruptedException {
    remove(); // half of one, or one that was moved
    Interruption.Duty duty = interruption.duty(this::remove);
    try {
      console.tell("fetching JupyterLab into .lab/venv, once; about a minute...");
      PipProgress progress = new PipProgress(console);
      boolean isMade = install(python, progress);
      interruption.check();
      if (isMade) {
        Files.createFile(completed());
      } else {
        console.tell("JupyterLab could not be fetched: " + progress.lastComplaint());
        remove();
      }
      return isMade;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      duty.done();
    }
  }

  private boolean install(String python, PipProgress progress)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectories(folder.resolve("tmp")); // goes when half a venv goes
    Children workers = children.with("TMPDIR", temporary.toString());
    List<String> pip = new ArrayList<>(List.of(python().toString(), "-m", "pip"));
    pip.addAll(PIP_ARGUMENTS);
    return workers.run(SETUP_LIMIT, progress, python, "-m", "venv", folder.toString())
        && workers.run(SETUP_LIMIT, progress, pip.toArray(String[]::new));
  }

  /** An environment without this file is a half-made one. */
  private Path completed() {
    return folder.resolve("completed-by-lab");
  }

  private Path python() {
    Path windows = folder.resolve("Scripts").resolve("python.exe");
    return Files.exists(windows) ? windows : folder.resolve("bin").resolve("python");
  }

  private void remove() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException failure) {
      throw new WrongInput("cannot remove " + folder + ": remove it by hand");
    }
  }
}
