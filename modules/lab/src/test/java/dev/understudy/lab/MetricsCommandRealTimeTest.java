package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MetricsCommandRealTimeTest {
  @TempDir
  private Path folder;

  private LabProcess start(String name, String... arguments) throws Exception {
    LabProcess process = LabProcess.start(Files.createDirectory(folder.resolve(name)), arguments);
    process.awaitLines(1);
    return process;
  }

  /** Where it listens, as it says itself. */
  private static URI address(LabProcess process) throws Exception {
    Matcher address = Pattern.compile("http://\\S+/metrics").matcher(process.line(0));
    assertThat(address.find()).as(process.line(0)).isTrue();
    return URI.create(address.group());
  }

  private static String scrape(URI address) throws Exception {
    HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  @DisplayName("Two at once are asked each at its own port, a third one at a taken port is refused")
  @DisabledOnOs(OS.WINDOWS)
  void two() throws Exception {
    try (LabProcess one = start("one", "metrics", "--mode", "semi-sync", "--rate", "50");
        LabProcess other = start("other", "metrics", "--members", "2")) {
      URI first = address(one);
      URI second = address(other);
      assertThat(first).isNotEqualTo(second);
      assertThat(scrape(first))
          .contains("understudy_replica_mode{mode=\"semi-sync\",node=\"athens\"} 1.0")
          .contains("understudy_replica_up{node=\"cyrene\"} 1.0");
      assertThat(scrape(second))
          .contains("understudy_replica_up{node=\"byzantium\"} 1.0")
          .doesNotContain("cyrene");
      var third = new CommandLineOnTrial(folder).call("metrics", "--port", "" + first.getPort());
      assertThat(third.status()).isEqualTo(Exit.WRONG_INPUT);
      assertThat(third.err().lines()).hasSize(1);
      assertThat(third.err()).contains("Port " + first.getPort() + " is taken");
      assertThat(one.interrupt()).isEqualTo(Exit.INTERRUPTED);
      assertThat(other.terminate()).isEqualTo(Exit.INTERRUPTED);
      assertThat(Files.readString(folder.resolve("one/complaints")))
          .matches("metrics: \\d+ writes were acknowledged\n");
    }
  }

  @Test
  @DisplayName("With --seconds it ends by itself, and says how many writes were acknowledged")
  void ends() {
    var result = new CommandLineOnTrial(folder).call("metrics", "--seconds", "1", "--rate", "100");
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(result.out()).endsWith("; it ends after 1 s\n").hasLineCount(1);
    assertThat(result.err()).matches("metrics: [1-9]\\d* writes were acknowledged\\R");
  }
}
