package dev.understudy.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Other programs that are started, waited for, and never left behind. */
final class Children {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final Interruption interruption;

  /** Children see this environment besides our own. */
  Children(Map<String, String> environment, Interruption interruption) {
    this.environment = environment;
    this.interruption = interruption;
  }

  /** A process builder with the environment of children; its program sees no standard input of ours. */
  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("PYTHONHOME", "PYTHONPATH", "PIP_USER"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** What a program prints; nothing when it is not there, fails or takes longer than the limit. */
  Optional<String> ask(Duration limit, String... command) throws InterruptedException {
    StringBuilder printed = new StringBuilder();
    boolean isWell = run(limit, line -> printed.append(line).append('\n'), command);
    return isWell ? Optional.of(printed.toString().strip()) : Optional.empty();
  }

  /** Runs a program to its end; true if it was there and ended well within the limit. */
  boolean run(Duration limit, Consumer<String> lines, String... command)
      throws InterruptedException {
    Process process;
    try {
      process = builder(List.of(command)).start();
      process.getOutputStream().close();
    } catch (IOException notThere) {
      return false;
    }
    Interruption.Duty duty = interruption.duty(() -> end(process));
    try {
      Thread reader = new Thread(() -> read(process, lines), "output of " + command[0]);
      reader.setDaemon(true);
      reader.start();
      boolean hasEnded = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (hasEnded) {
        reader.join(PATIENCE.toMillis());
      }
      return hasEnded && process.exitValue() == 0;
    } finally {
      end(process);
      duty.done();
    }
  }

  /** Asks a program and all that it has started to end, and makes them when they do not. */
  static void end(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines);
    } catch (IOException | UncheckedIOException ended) {
      return; // it was killed: what it had to say does not matter any more
    }
  }
}
