package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
  private long now = 5;

  private ByteProgress on(boolean isTerminal) {
    return new ByteProgress(new Console(stream, stream, isTerminal), () -> now);
  }

  private void at(long millis) {
    now = 5 + Duration.ofMillis(millis).toNanos();
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("What is over within a second says nothing, what is longer a line every few seconds")
  void lines() {
    ByteProgress progress = on(false);
    for (int tenths = 0; tenths <= 100; tenths++) {
      at(tenths * 100L);
      progress.done("backup", tenths << 20, 100 << 20);
    }
    progress.end();
    assertThat(told().lines())
        .containsExactly(
            "backup: 10 MiB of 100 MiB, 10 MiB/s, about 9 s left",
            "backup: 40 MiB of 100 MiB, 10 MiB/s, about 6 s left",
            "backup: 70 MiB of 100 MiB, 10 MiB/s, about 3 s left");
  }

  @Test
  @DisplayName("The next thing has a rate of its own")
  void phases() {
    ByteProgress progress = on(false);
    at(5_000);
    progress.done("backup", 0, 4 << 20);
    at(10_000);
    progress.done("backup", 1 << 20, 4 << 20);
    progress.done("copy", 0, 4 << 20);
    at(14_000);
    progress.done("copy", 2 << 20, 4 << 20);
    assertThat(told().lines())
        .containsExactly(
            "backup: 1.0 MiB of 4.0 MiB, 205 KiB/s, about 15 s left",
            "copy: 2.0 MiB of 4.0 MiB, 512 KiB/s, about 4 s left");
  }

  @Test
  @DisplayName("On a terminal the line changes in its place, and is gone in the end")
  void terminal() {
    ByteProgress progress = on(true);
    progress.done("load", 0, 0);
    at(1_000);
    progress.done("load", 10_000, 0);
    at(1_250);
    progress.done("load", 10_100, 0);
    progress.end();
    assertThat(told())
        .startsWith("\rload: 9.8 KiB, 9.8 KiB/s\rload: 9.9 KiB, 8080 bytes/s\r")
        .endsWith(" \r")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 bytes",
    "9999,9999 bytes",
    "10000,9.8 KiB",
    "1048576,1.0 MiB",
    "1023000,999 KiB",
    "1073741824,1.0 GiB",
    "9000000000000000,8185 TiB"
  })
  @DisplayName("Bytes are told in few digits")
  void words(long bytes, String words) {
    assertThat(ByteProgress.words(bytes)).isEqualTo(words);
  }
}
