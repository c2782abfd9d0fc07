package dev.understudy.lab;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Jupyter that serves this project on the loopback address, to those who know its token. */
final class JupyterServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final URI address;
  private final URI status;

  private JupyterServer(Process process, Path log, URI address, URI status) {
    this.process = process;
    this.log = log;
    this.address = address;
    this.status = status;
  }

  /** Starts it; its root is the project, so that links out of a notebook lead somewhere. */
  static JupyterServer start(
      Jupyter jupyter, Children children, JupyterFolders folders, Project project, int port)
      throws IOException {
    List<String> command = new ArrayList<>(jupyter.command());
    command.addAll(List.of(
        "--ip=127.0.0.1",
        "--port=" + port,
        "--port-retries=0",
        "--no-browser",
        "--notebook-dir=" + project.root()));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--allow-root"); // in a container there is nobody else
    }
    String token = token();
    ProcessBuilder builder = children.builder(command).directory(project.root().toFile());
    builder.environment().put("JUPYTER_TOKEN", token); // an argument would show it to everybody
    builder.environment().put(JupyterFolders.STARTED_BY_LAB, "1");
    Path log = folders.log(port);
    Process process = builder.redirectOutput(log.toFile()).start();
    String base = "http://127.0.0.1:" + port;
    URI address = URI.create(base + "/" + jupyter.folders() + "/notebooks?token=" + token);
    return new JupyterServer(process, log, address, URI.create(base + "/api"));
  }

  /** True as soon as it answers; false when it ends before or takes too long. */
  boolean awaitReady() throws InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (isAnswering()) {
        return true;
      }
    }
    return false;
  }

  /** Where the notebooks are, with the token. */
  URI address() {
    return address;
  }

  /** Waits until it ends, as its own menu may ask it to; true if it ended well. */
  boolean awaitEnd() throws InterruptedException {
    boolean isWell = process.waitFor() == 0;
    if (isWell) {
      deleteLog();
    }
    return isWell;
  }

  /** Ends it with its kernels. */
  void end() {
    Children.end(process);
    deleteLog();
  }

  /** The last thing that it wrote, and where the rest is. */
  String lastWords() {
    try {
      List<String> lines =
          Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
      String last = lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1).strip();
      return last + " (more in " + log + ")";
    } catch (IOException unreadable) {
      return "see " + log;
    }
  }

  private boolean isAnswering() {
    try {
      HttpURLConnection connection = (HttpURLConnection) status.toURL().openConnection();
      connection.setConnectTimeout(500);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void deleteLog() {
    try {
      Files.deleteIfExists(log);
    } catch (IOException inUse) {
      log.toFile().deleteOnExit();
    }
  }

  private static String token() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
