package dev.understudy.coach;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The parent's side of one {@link JudgeJvm}: its process, its folder, what it prints. */
final class Witness implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int NATIVE_ACCESS_IS_ASKED_FOR = 24;

  private final Path folder;
  private final Process process;
  private final Printed printed;
  private boolean isFree = true;

  private Witness(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    printed = Printed.by(process);
  }

  static Witness start() {
    try {
      Path folder = Files.createTempDirectory("judge");
      Process process = new ProcessBuilder(command(folder))
          .directory(folder.toFile()) // what the class writes by a relative path goes with it
          .redirectErrorStream(true)
          .start();
      return new Witness(folder, process);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Start soon rather than run fast for long; the class path in a file, for it may be too long for Windows. */
  private static List<String> command(Path folder) throws IOException {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    Path java = Path.of(System.getProperty("java.home"), "bin", isWindows ? "java.exe" : "java");
    String classPath = System.getProperty("java.class.path").replace("\\", "\\\\");
    Path arguments = folder.resolve("java.args");
    Files.writeString(arguments, "-cp\n\"" + classPath.replace("\"", "\\\"") + "\"\n");
    List<String> command = new ArrayList<>(List.of(
        java.toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xshare:auto",
        "-Xmx512m",
        "-Djava.io.tmpdir=" + folder));
    if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
      command.add(
          "--enable-native-access=ALL-UNNAMED"); // or Netty begins with four lines of warning
    }
    command.addAll(List.of("@" + arguments, JudgeJvm.class.getName()));
    return command;
  }

  /** Where it lives, until it is closed. */
  Path folder() {
    return folder;
  }

  /** Whether it waits for an order. */
  boolean isFree() {
    return isFree;
  }

  /** Gives the order and waits for what comes of it. */
  Verdict hear(Order order, Duration limit) throws IOException, InterruptedException {
    isFree = false;
    Path answer = Path.of(order.answer());
    try {
      give(order);
    } catch (IOException gone) {
      return Testimony.read(answer, "its JVM did not start", printed.text());
    }
    String ending = awaitEnding(order, limit);
    return Testimony.read(answer, ending, printed.text());
  }

  private void give(Order order) throws IOException {
    OutputStream input = process.getOutputStream();
    if (!order.isLast()) {
      printed.listen();
    }
    input.write((order.line() + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    if (order.isLast()) {
      input.close();
    }
  }

  /** Waits until nothing more will be told; why, in case that not all was. */
  private String awaitEnding(Order order, Duration limit) throws InterruptedException {
    // It ends itself when the time is over; if it cannot even do that, we do.
    Duration most = limit.plus(PATIENCE);
    isFree = !order.isLast() && printed.awaitDone(most);
    if (isFree) {
      return "it said that it is done";
    }
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      return "it still ran after " + most.toSeconds() + " s: look for a loop without end";
    }
    return "it ended the JVM (status " + process.exitValue()
        + ") before the suite was done: a node never calls System.exit";
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      return; // a folder for temporary files may keep one
    }
  }
}
