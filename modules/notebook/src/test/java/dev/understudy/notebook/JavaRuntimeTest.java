package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.notebook.kernel.KernelMain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JavaRuntimeTest {
  @Test
  @DisplayName("A JDK can run cells")
  void jdk() {
    assertThat(JavaRuntime.whyCellsCannotRun()).isEmpty();
  }

  @Test
  @DisplayName("A Java without jdk.jshell is told in one line what it lacks")
  void jre() throws Exception {
    Path connection =
        Path.of(JavaRuntimeTest.class.getResource("/connection.json").toURI());
    Process kernel = new ProcessBuilder(
            JavaCommand.ofThisJvm().java().toString(),
            "--limit-modules",
            "java.desktop,java.sql",
            "-cp",
            System.getProperty("java.class.path"),
            KernelMain.class.getName(),
            connection.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(kernel.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines())
        .singleElement()
        .asString()
        .contains("has no module jdk.jshell", "full JDK");
    assertThat(kernel.waitFor()).isEqualTo(2);
  }
}
