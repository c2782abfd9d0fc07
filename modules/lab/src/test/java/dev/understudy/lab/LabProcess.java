package dev.understudy.lab;

import dev.understudy.notebook.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own, which can be killed. */
final class LabProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();

  private LabProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts it; what it complains about goes into a file beside its folder. */
  static LabProcess start(Path folder, String... arguments) throws IOException {
    JavaCommand java = JavaCommand.ofThisJvm();
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(java.flags());
    command.addAll(List.of("-Xmx256m", "-XX:-UsePerfData", "-Dunderstudy.home=" + folder));
    command.addAll(List.of("-cp", java.classPath(), Lab.class.getName()));
    command.addAll(List.of(arguments));
    return new LabProcess(new ProcessBuilder(command)
        .redirectError(folder.resolve("complaints").toFile())
        .start());
  }

  /** The next line of its answer, or null when there will be none. What was cut off is no line. */
  String next() {
    try {
      StringBuilder line = new StringBuilder();
      for (int letter = out.read(); letter >= 0; letter = out.read()) {
        if (letter == '\n') {
          lines.add(line.toString());
          return line.toString();
        }
        line.append((char) letter);
      }
      return null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads on until so many lines have come in all. */
  void awaitLines(int count) {
    while (lines.size() < count) {
      if (next() == null) {
        throw new AssertionError("the process ended after " + lines);
      }
    }
  }

  /** Reads to the end. */
  List<String> rest() {
    while (next() != null) {
      // each line is kept
    }
    return lines;
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly();
  }

  /** As kill does; its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    rest();
    return process.waitFor();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }
}
