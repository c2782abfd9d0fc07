package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.notebook.NotebookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How Jupyter starts this kernel. It is installed under the name {@code java}, which is also the name that IJava and JJava
 * take: a notebook that asks for {@code java} opens in whichever is there.
 *
 * @param java the program {@code java} of a JDK
 * @param classPath what cells see; must contain this module
 * @param flags for the JVM
 */
public record KernelSpec(Path java, String classPath, List<String> flags) {
  /** The name in {@code metadata.kernelspec.name} of notebooks. */
  public static final String NAME = "java";
  /** What people see in the menu. */
  public static final String DISPLAY_NAME = "Java (Understudy)";
  /** Start soon rather than run fast for long, and share what the JDK has prepared. */
  public static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /** Copies the list. */
  public KernelSpec {
    flags = List.copyOf(flags);
  }

  /** The Java and the class path that run this program. */
  public static KernelSpec ofThisJvm() {
    Path java = Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
    return new KernelSpec(java, System.getProperty("java.class.path"), QUICK_START);
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
      // a file of arguments: the class path alone may be longer than a command line on Windows
      Files.writeString(arguments, "-cp\n" + quoted(absolute(classPath)) + "\n");
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
    ArrayNode argv = spec.putArray("argv").add(java.toAbsolutePath().toString());
    flags.forEach(argv::add);
    argv.add("@" + arguments).add(KernelMain.class.getName()).add("{connection_file}");
    spec.put("display_name", DISPLAY_NAME).put("language", "java").put("interrupt_mode", "message");
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(spec) + "\n";
  }

  /** Jupyter starts the kernel in the notebook's folder, where a relative class path would lead astray. */
  private static String absolute(String classPath) {
    String separator = System.getProperty("path.separator");
    StringBuilder absolute = new StringBuilder();
    for (String entry : classPath.split(Pattern.quote(separator))) {
      absolute.append(absolute.isEmpty() ? "" : separator).append(Path.of(entry).toAbsolutePath());
    }
    return absolute.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }
}
