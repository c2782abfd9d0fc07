package dev.understudy.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param home its folder
 * @param version as it names itself, such as 17.0.15
 */
record Jdk(Path home, Runtime.Version version) {
  private static final int OLDEST = 17;

  /** {@code JAVA_HOME}, and its relatives that name a version. */
  private static final Pattern VARIABLE = Pattern.compile("JAVA_?\\d*_?HOME(_\\d+(_\\w+)?)?");

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/lib/jvm"), Path.of("/Library/Java/JavaVirtualMachines"));

  /** The one that runs this program. */
  static Jdk ofThisJvm() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version());
  }

  /** The one in this folder, if it is one that can run this program. */
  static Optional<Jdk> in(Path home) {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(home.resolve("release"))) {
      release.load(file);
      Runtime.Version version =
          Runtime.Version.parse(release.getProperty("JAVA_VERSION", "").replace("\"", ""));
      Jdk jdk = new Jdk(home.toRealPath(), version);
      return version.feature() >= OLDEST && Files.isExecutable(jdk.java())
          ? Optional.of(jdk)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** One of every other version that the environment or the usual folders name, the oldest first. */
  static List<Jdk> others(Map<String, String> environment) {
    List<Path> homes = new ArrayList<>();
    environment.forEach((name, value) -> {
      if (VARIABLE.matcher(name).matches()) {
        homes.add(Path.of(value));
      }
    });
    for (Path folder : FOLDERS) {
      try (Stream<Path> inside = Files.list(folder)) {
        inside.sorted().forEach(home -> {
          homes.add(home);
          homes.add(home.resolve("Contents/Home"));
        });
      } catch (IOException notThere) {
        continue; // no JDK is kept there
      }
    }
    Map<Integer, Jdk> byFeature = new TreeMap<>();
    homes.forEach(
        home -> in(home).ifPresent(jdk -> byFeature.putIfAbsent(jdk.version().feature(), jdk)));
    byFeature.remove(Runtime.version().feature());
    return List.copyOf(byFeature.values());
  }

  /** Its program {@code java}. */
  Path java() {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    return home.resolve("bin").resolve(isWindows ? "java.exe" : "java");
  }

  /** Its name in reports. */
  String label() {
    return "JDK "
        + version.version().stream()
            .map(String::valueOf)
            .reduce((a, b) -> a + "." + b)
            .get();
  }
}
