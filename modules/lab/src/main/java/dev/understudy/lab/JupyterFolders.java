package dev.understudy.lab;

import dev.understudy.notebook.kernel.KernelSpec;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** All that Jupyter reads and writes of its own, kept inside the project. */
final class JupyterFolders {
  /** Tells the configuration that its standard input is a pipe from us. */
  static final String STARTED_BY_LAB = "UNDERSTUDY_LAB";

  /**
   * Runs inside Jupyter. When we are gone, however we ended, the pipe from us ends too. It reads the
   * descriptor itself: a lock on Python's stdin would abort the interpreter when that ends.
   */
  private static final String CONFIGURATION = """
      # Written by lab at every start.
      import os, signal, threading

      def end_with_lab():
          while os.read(0, 1):
              pass
          os.kill(os.getpid(), signal.SIGTERM)

      name = "end_with_lab"
      if os.environ.get("UNDERSTUDY_LAB") and name not in [t.name for t in threading.enumerate()]:
          threading.Thread(target=end_with_lab, name=name, daemon=True).start()
      """;

  /** Nobody is asked whether to fetch news from the network. */
  private static final String NO_NEWS = """
      { "fetchNews": "false", "checkForUpdates": false }
      """;

  private final Project project;
  private final Path folder;

  JupyterFolders(Project project) {
    this.project = project;
    this.folder = project.privateFolder("jupyter");
  }

  /** What the environment of every Jupyter must say. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    String path = System.getenv("JUPYTER_PATH");
    boolean isAlone = path == null || path.isBlank();
    environment.put("JUPYTER_PATH", isAlone ? folder + "" : folder + File.pathSeparator + path);
    environment.put("JUPYTER_DATA_DIR", folder.resolve("data").toString());
    environment.put("JUPYTER_CONFIG_DIR", config().toString());
    environment.put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
    environment.put("IPYTHONDIR", folder.resolve("ipython").toString());
    environment.put("TMPDIR", project.privateFolder("tmp").toString());
    return environment;
  }

  /** Writes the kernelspec and the configuration; both name absolute paths, so it is done at every start. */
  void write() {
    new KernelSpec(LabJava.of(project)).install(folder);
    for (String program : new String[] {"server", "notebook"}) {
      AtomicFile.write(config().resolve("jupyter_" + program + "_config.py"), CONFIGURATION);
    }
    Path settings =
        project.privateFolder("jupyter/config/lab/user-settings/@jupyterlab/apputils-extension");
    Path notification = settings.resolve("notification.jupyterlab-settings");
    if (!notification.toFile().exists()) {
      AtomicFile.write(notification, NO_NEWS);
    }
  }

  /** Where the server on this port writes what it does. */
  Path log(int port) {
    return folder.resolve("server-" + port + ".log");
  }

  private Path config() {
    return project.privateFolder("jupyter/config");
  }
}
