package dev.understudy.lab;

import dev.understudy.notebook.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line in a process of its own, which can be killed. What it answers is read as it comes. */
final class LabProcess implements AutoCloseable {
  private static final long INTERRUPT = 1 << 1; // SIGINT in a mask of signals

  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>(); // guarded by itself
  private boolean isOver; // guarded by lines

  private LabProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "answers of " + process.pid());
  }

  /** Starts it; what it complains about goes into a file in the folder. */
  static LabProcess start(Path folder, String... arguments) throws IOException {
    LabProcess started = new LabProcess(builder(folder, arguments).start());
    started.reader.setDaemon(true);
    started.reader.start();
    return started;
  }

  /** The same, to be started otherwise, and read by others. */
  static ProcessBuilder builder(Path folder, String... arguments) {
    JavaCommand java = JavaCommand.ofThisJvm();
    List<String> command = new ArrayList<>(heedingInterrupts());
    command.add(java.java().toString());
    command.addAll(java.flags());
    command.addAll(List.of("-Xmx256m", "-XX:-UsePerfData", "-Dunderstudy.home=" + folder));
    command.addAll(List.of("-cp", java.classPath(), Lab.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("complaints").toFile());
  }

  /**
   * What is to stand before a command that heeds Ctrl-C: a shell lets those ignore it whom it puts into
   * the background, they hand that on to their children, and so may this build.
   */
  private static List<String> heedingInterrupts() {
    return isInterruptIgnored() ? List.of("env", "--default-signal=INT") : List.of();
  }

  private static boolean isInterruptIgnored() {
    Path status = Path.of("/proc/self/status");
    try (Stream<String> lines = Files.exists(status) ? Files.lines(status) : Stream.empty()) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(
              line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & INTERRUPT) != 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until so many lines have come in all. */
  void awaitLines(int count) throws InterruptedException {
    synchronized (lines) {
      while (lines.size() < count && !isOver) {
        lines.wait();
      }
      if (lines.size() < count) {
        throw new AssertionError("the process ended after " + lines.size() + " lines");
      }
    }
  }

  /** How many lines have come so far. */
  int lines() {
    synchronized (lines) {
      return lines.size();
    }
  }

  /** One of the lines that have come, from 0 on. */
  String line(int number) {
    synchronized (lines) {
      return lines.get(number);
    }
  }

  /** All lines of its answer, when there will be no more. What was cut off is no line. */
  List<String> rest() throws InterruptedException {
    reader.join();
    return lines;
  }

  /** As kill -9 does. */
  void kill() {
    process.toHandle().destroyForcibly(); // unlike the process itself, it leaves what was answered
  }

  /** As kill does; its exit code. */
  int terminate() throws InterruptedException {
    process.toHandle().destroy();
    return process.waitFor();
  }

  /** As Ctrl-C does; its exit code. */
  int interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    return process.waitFor();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      StringBuilder line = new StringBuilder();
      for (int letter = out.read(); letter >= 0; letter = out.read()) {
        if (letter != '\n') {
          line.append((char) letter);
          continue;
        }
        synchronized (lines) {
          lines.add(line.toString());
          lines.notifyAll();
        }
        line.setLength(0);
      }
    } catch (IOException killed) {
      // what it had to say does not matter any more
    } finally {
      synchronized (lines) {
        isOver = true;
        lines.notifyAll();
      }
    }
  }
}
