package dev.understudy.notebook.kernel;

import static dev.understudy.notebook.kernel.KernelClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.notebook.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
@Timeout(60)
class KernelMainRealTimeTest {
  @TempDir
  private Path folder;

  /** Starts the kernel as Jupyter would: by the command line of its kernelspec. */
  private Process start(Path connectionFile, long parent) throws Exception {
    JsonNode spec = new ObjectMapper()
        .readTree(KernelSpec.ofThisJvm()
            .install(folder.resolve("with blank"))
            .resolve("kernel.json")
            .toFile());
    assertThat(spec.path("interrupt_mode").asText()).isEqualTo("message");
    assertThat(spec.path("language").asText()).isEqualTo("java");
    List<String> line = new ArrayList<>();
    spec.path("argv")
        .forEach(word ->
            line.add(word.asText().replace("{connection_file}", connectionFile.toString())));
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("JPY_PARENT_PID", String.valueOf(parent));
    return builder.start();
  }

  @Test
  @DisplayName("The kernel ends when it is asked to, even while threads of cells run on")
  void shutdown() throws Exception {
    ConnectionFile connection = KernelClient.freePorts();
    KernelClient.write(connection, folder.resolve("connection.json"));
    Process kernel =
        start(folder.resolve("connection.json"), ProcessHandle.current().pid());
    try (KernelClient client = new KernelClient(connection)) {
      client.awaitReady();
      client.execute("new Thread(() -> { while (true) {} }).start();");
      assertThat(client.reply().path("status").asText()).isEqualTo("ok");
      client.execute("while (true) {}");
      assertThat(client
              .command("shutdown_request", json().put("restart", true))
              .path("restart")
              .asBoolean())
          .isTrue();
      assertThat(kernel.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(kernel.exitValue()).isZero();
    } finally {
      kernel.destroyForcibly();
    }
  }

  @Test
  @DisplayName("The kernel ends when its client is gone")
  void orphan() throws Exception {
    Process parent = new ProcessBuilder(
            JavaCommand.ofThisJvm().java().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Waiting.class.getName())
        .start();
    ConnectionFile connection = KernelClient.freePorts();
    KernelClient.write(connection, folder.resolve("connection.json"));
    Process kernel = start(folder.resolve("connection.json"), parent.pid());
    try (KernelClient client = new KernelClient(connection)) {
      client.awaitReady();
      parent.destroyForcibly();
      assertThat(kernel.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      parent.destroyForcibly();
      kernel.destroyForcibly();
    }
  }

  /** A client that does nothing, until it is killed. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws IOException {
      System.in.read();
    }
  }
}
