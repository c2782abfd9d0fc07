package dev.understudy.notebook.kernel;

import dev.understudy.notebook.NotebookException;
import java.nio.file.Path;
import java.util.Optional;

/** The program that Jupyter starts: one argument, the connection file. It ends with its client, whatever cells have left. */
public final class KernelMain {
  private static final int WRONG_USAGE = 2;

  private KernelMain() {}

  /** Serves until a client asks for the end, or until the process that started this one is gone. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.println(
          "usage: KernelMain CONNECTION-FILE (Jupyter starts this program and gives the file)");
      Runtime.getRuntime().halt(WRONG_USAGE);
    }
    endWith(parent(System.getenv("JPY_PARENT_PID")));
    try (Kernel kernel = Kernel.start(ConnectionFile.read(Path.of(arguments[0])))) {
      kernel.awaitShutdown();
    } catch (NotebookException problem) {
      System.err.println(problem.getMessage());
      Runtime.getRuntime().halt(WRONG_USAGE);
    }
    Runtime.getRuntime()
        .halt(
            0); // not exit: event loops that cells have started do not end, hooks may wait for them
  }

  /** Jupyter's hint is a process id, except on Windows, where it is a handle that means nothing to Java. */
  private static Optional<ProcessHandle> parent(String hint) {
    boolean isProcessId = hint != null
        && hint.matches("\\d{1,18}")
        && !System.getProperty("os.name").startsWith("Windows");
    Optional<ProcessHandle> client =
        isProcessId ? ProcessHandle.of(Long.parseLong(hint)) : Optional.empty();
    return client.or(() -> ProcessHandle.current().parent());
  }

  private static void endWith(Optional<ProcessHandle> parent) {
    parent.ifPresent(
        process -> process.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
  }
}
