package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
@Timeout(60)
class EmbeddedPagesRealTimeTest {
  @TempDir
  private Path folder;

  @Test
  @DisplayName("Without Jupyter the notebooks are executed and shown, until the user interrupts")
  void showsExecutedNotebooks() throws Exception {
    var lab = new CommandLineOnTrial(folder);
    lab.notebook("01-sum", "1234567 * 8");
    var call = CompletableFuture.supplyAsync(() -> lab.call("--embedded", "--no-browser"));
    while (!lab.printed().endsWith("/\n")) {
      assertThat(call).isNotDone();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    URI address = URI.create(lab.printed().strip());
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(get(address)).contains("01-sum.html");
    while (!get(address.resolve("01-sum.html")).contains("9876536")) {
      assertThat(call).isNotDone();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    lab.interrupt();
    assertThat(call.get().status()).isEqualTo(Exit.INTERRUPTED);
    assertThat(call.get().out().lines()).hasSize(1);
  }

  @Test
  @DisplayName("A port that is taken is told in one line, before anything slow is begun")
  void takenPortIsTold() throws IOException {
    var lab = new CommandLineOnTrial(folder);
    lab.notebook("01-sum", "20 + 22");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var result = lab.call("--port", String.valueOf(taken.getLocalPort()));
      assertThat(result.err()).contains("Port " + taken.getLocalPort() + " is taken");
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
    }
  }

  private static String get(URI page) throws IOException {
    try (InputStream body = page.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
