package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code lab} in a project of scarecrows: its Java and its Maven only say that they were called. */
@DisabledOnOs(OS.WINDOWS)
class LabScriptTest {
  private static final String TOOLS =
      "cat cmp cp dirname find flock head ls mkdir mv readlink rm sed sh sleep tr";

  @TempDir
  private Path folder;

  private Path project;
  private Path java;
  private Path source;

  @BeforeEach
  void writeScarecrows() throws IOException {
    project = folder.resolve("a project");
    source = write(project.resolve("modules/lab/src/main/java/Lab.java"), "");
    write(project.resolve("modules/lab/pom.xml"), "");
    write(project.resolve("pom.xml"), "");
    program(project.resolve("lab"), Files.readString(Path.of("../../lab")));
    program(
        project.resolve("mvnw"),
        "#!/bin/sh\necho called >>maven-calls\necho noise of maven\nmkdir -p modules/lab/target/lib\n"
            + "echo jar >modules/lab/target/lib/one.jar; echo jar >modules/lab/target/understudy-lab-1.jar\n");
    java = java("17.0.1");
    Instant past = Instant.parse("2020-01-01T00:00:00Z");
    for (Path file : List.of(project.resolve("pom.xml"), project.resolve("modules/lab/pom.xml"))) {
      Files.setLastModifiedTime(file, FileTime.from(past));
    }
  }

  private record Result(int status, String out, String err) {}

  @Test
  @DisplayName("It builds once, and again only when a source is newer or gone")
  void buildsWhatIsStale() throws Exception {
    Result first = lab(java, "sim", "a b");
    assertThat(first.out()).contains("dev.understudy.lab.Lab|sim|a b|");
    assertThat(first.out()).doesNotContain("noise of maven");
    assertThat(first.err()).contains("building...", "noise of maven");
    assertThat(lab(java).err()).isEmpty();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(lab(java).err()).contains("building...");
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(
        project.resolve(".lab/built"), FileTime.from(Instant.EPOCH.plusSeconds(9)));
    Files.delete(source);
    assertThat(lab(java).err()).contains("building...");
    Path suite = write(project.resolve("modules/storage/src/test/java/Suite.java"), "");
    Files.setLastModifiedTime(suite, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(lab(java).err()).as("suites are tests").contains("building...");
    assertThat(Files.readAllLines(project.resolve("maven-calls"))).hasSize(4);
  }

  @Test
  @DisplayName("What hashes gigabytes gets the better compiler, all else the quicker start")
  void compilers() throws Exception {
    for (String command : List.of("store", "backup")) {
      assertThat(lab(java, command).out()).doesNotContain("TieredStopAtLevel");
    }
    assertThat(lab(java).out()).contains("-XX:TieredStopAtLevel=1|");
    assertThat(lab(java, "sim", "store").out()).contains("-XX:TieredStopAtLevel=1|");
  }

  @Test
  @DisplayName("It works from another folder and through a chain of links")
  void followsLinks() throws Exception {
    Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("a project/lab"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    Result result = run(far, Map.of("JAVA_HOME", java.toString()), "sim");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("-Dunderstudy.home=" + project.toRealPath() + "|");
  }

  @Test
  @DisplayName("In the locale C Java is given one that knows all letters; another locale stays")
  void letters() throws Exception {
    program(java.resolve("bin/java"), "#!/bin/sh\nprintf %s \"${LC_ALL-none}\"\n");
    for (String none : List.of("C", "POSIX", "no_SUCH")) {
      assertThat(inLocale(none)).as(none).isEqualTo("C.UTF-8");
    }
    assertThat(inLocale("C.utf8")).isEqualTo("C.utf8");
  }

  private String inLocale(String name) throws Exception {
    var environment = Map.of("JAVA_HOME", java.toString(), "LC_ALL", name);
    return run(project.resolve("lab"), environment).out();
  }

  @Test
  @DisplayName("Two at once build once")
  void twoAtOnceBuildOnce() throws Exception {
    Process one = start(project.resolve("lab"), Map.of("JAVA_HOME", java.toString()));
    Result other = lab(java);
    assertThat(one.waitFor()).isZero();
    assertThat(other.status()).isZero();
    assertThat(Files.readAllLines(project.resolve("maven-calls"))).hasSize(1);
  }

  @Test
  @DisplayName("Where there is no flock, the lock of a lab that has died holds nobody up")
  void deadHolderIsNoHolder() throws Exception {
    Path tools = tools("flock");
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    write(project.resolve(".lab/build.lock.d/pid"), gone.pid() + "\n");
    var environment = Map.of("JAVA_HOME", java.toString(), "PATH", tools.toString());
    Result result = run(project.resolve("lab"), environment);
    assertThat(result.err()).contains("building...");
    assertThat(result.status()).isZero();
    assertThat(project.resolve(".lab/build.lock.d")).doesNotExist();
  }

  @Test
  @DisplayName("An old Java, none at all, and one without a compiler are told in one line each")
  void refusesJavas() throws Exception {
    assertThat(lab(java("1.8.0_402")).err())
        .contains("is version 1.8.0_402")
        .contains("17 or later");
    assertThat(lab(java("11.0.2")).err()).contains("is version 11.0.2");
    assertThat(lab(folder.resolve("nowhere")).err()).contains("no bin/java");
    var noJava = Map.of("PATH", tools("java").toString());
    assertThat(run(project.resolve("lab"), noJava).err()).contains("no java on the PATH");
    Files.delete(java.resolve("bin/javac"));
    Result result = lab(java);
    assertThat(result.err()).contains("has no compiler");
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
  }

  @Test
  @DisplayName("A build that fails says so last, and is tried again")
  void buildFails() throws Exception {
    program(project.resolve("mvnw"), "#!/bin/sh\necho called >>maven-calls\nexit 1\n");
    for (int calls = 1; calls <= 2; calls++) {
      Result result = lab(java);
      assertThat(result.err()).endsWith("lab: the build failed: what is above says where.\n");
      assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
      assertThat(Files.readAllLines(project.resolve("maven-calls"))).hasSize(calls);
    }
  }

  private Result lab(Path javaHome, String... arguments) throws Exception {
    return run(project.resolve("lab"), Map.of("JAVA_HOME", javaHome.toString()), arguments);
  }

  private Result run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    Process process = start(script, environment, arguments);
    int status = process.waitFor();
    return new Result(
        status, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
  }

  private Process start(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** A folder for a PATH with all that the script needs but one program. */
  private Path tools(String missing) throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools without " + missing));
    for (String tool : TOOLS.split(" ")) {
      for (String place : List.of("/bin/", "/usr/bin/")) {
        Path program = Path.of(place + tool);
        if (!tool.equals(missing) && Files.exists(program) && !Files.exists(tools.resolve(tool))) {
          program(tools.resolve(tool), "#!/bin/sh\nexec " + program + " \"$@\"\n");
        }
      }
    }
    return tools;
  }

  private Path java(String version) throws IOException {
    Path home = folder.resolve("java " + version);
    write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    program(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s|' \"$@\"\n");
    program(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  private static void program(Path file, String text) throws IOException {
    assertThat(write(file, text).toFile().setExecutable(true)).isTrue();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
