package dev.understudy.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How to start another JVM, in any folder.
 *
 * @param java the program {@code java} of a JDK
 * @param classPath entries with the separator of this system between them
 * @param flags for the JVM
 */
public record JavaCommand(Path java, String classPath, List<String> flags) {
  /** Start soon rather than run fast for long, and share what the JDK has prepared. */
  public static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  private static final int NATIVE_ACCESS_IS_ASKED_FOR = 24;

  /** Copies the list. */
  public JavaCommand {
    flags = List.copyOf(flags);
  }

  /** The Java and the class path that run this program, with flags for a quick start. */
  public static JavaCommand ofThisJvm() {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    Path java = Path.of(System.getProperty("java.home"), "bin", isWindows ? "java.exe" : "java");
    List<String> flags = new ArrayList<>(QUICK_START);
    if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
      flags.add(
          "--enable-native-access=ALL-UNNAMED"); // Netty's transports, or each run begins with four
      // lines of warning
    }
    return new JavaCommand(java, System.getProperty("java.class.path"), flags);
  }

  /** Puts the class path into a file of arguments: it alone may be longer than a command line on Windows. */
  public void writeArguments(Path file) throws IOException {
    String separator = System.getProperty("path.separator");
    String absolute = Arrays.stream(classPath.split(Pattern.quote(separator)))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
    Files.writeString(
        file, "-cp\n\"" + absolute.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n");
  }

  /** The command line that starts a main class with the arguments written to that file. */
  public List<String> line(Path arguments, String mainClass) {
    List<String> line = new ArrayList<>(List.of(java.toAbsolutePath().toString()));
    line.addAll(flags);
    line.add("@" + arguments.toAbsolutePath());
    line.add(mainClass);
    return line;
  }
}
