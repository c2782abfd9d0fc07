package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.notebook.JavaCommand;
import dev.understudy.notebook.NotebookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How Jupyter starts this kernel. It is installed under the name {@code java}, which is also the name that IJava and JJava
 * take: a notebook that asks for {@code java} opens in whichever is there.
 *
 * @param command the Java to start; its class path is what cells see, and must contain this module
 */
public record KernelSpec(JavaCommand command) {
  /** The name in {@code metadata.kernelspec.name} of notebooks. */
  public static final String NAME = "java";
  /** What people see in the menu. */
  public static final String DISPLAY_NAME = "Java (Understudy)";
  /** The Java and the class path that run this program. */
  public static KernelSpec ofThisJvm() {
    return new KernelSpec(JavaCommand.ofThisJvm());
  }

  /**
   * Writes {@code kernels/java/} below a data folder of Jupyter: one that {@code JUPYTER_PATH} names, {@code
   * share/jupyter} of a Python environment, or {@link #userFolder()}. What lies there under this name is replaced.
   *
   * @return the folder written
   * @throws NotebookException when it cannot be written
   */
  public Path install(Path jupyterFolder) {
    Path folder = jupyterFolder.toAbsolutePath().normalize().resolve("kernels").resolve(NAME);
    Path arguments = folder.resolve("java.args");
    try {
      Files.createDirectories(folder);
      command.writeArguments(arguments);
      Files.writeString(folder.resolve("kernel.json"), json(arguments));
    } catch (IOException failure) {
      throw new NotebookException(
          "Cannot write the kernelspec to " + folder + " (" + failure + ")", failure);
    }
    return folder;
  }

  /** Where Jupyter looks for what one user has installed. */
  public static Path userFolder() {
    String chosen = System.getenv("JUPYTER_DATA_DIR");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen);
    }
    Path home = Path.of(System.getProperty("user.home"));
    String roaming = System.getenv("APPDATA");
    if (isWindows() && roaming != null) {
      return Path.of(roaming, "jupyter");
    }
    boolean isMac = System.getProperty("os.name").startsWith("Mac");
    return isMac ? home.resolve("Library/Jupyter") : home.resolve(".local/share/jupyter");
  }

  private String json(Path arguments) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode spec = mapper.createObjectNode();
    ArrayNode argv = spec.putArray("argv");
    command.line(arguments, KernelMain.class.getName()).forEach(argv::add);
    argv.add("{connection_file}");
    spec.put("display_name", DISPLAY_NAME).put("language", "java").put("interrupt_mode", "message");
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(spec) + "\n";
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }
}
