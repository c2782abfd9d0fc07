package dev.understudy.checker.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.checker.Linearizability;
import dev.understudy.checker.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long history in a process that has little memory. */
class SmallHeapRealTimeTest {
  private static final int OPERATIONS = 60_000;
  private static final int CLIENTS = 10;

  @TempDir
  private Path folder;

  /** Two arguments: the file, and the name of its dialect. */
  public static void main(String[] arguments) throws IOException, UnreadableHistoryException {
    for (Dialect<?, ?, ?> dialect : Dialect.ALL) {
      if (dialect.name().equals(arguments[1])) {
        System.out.println(judge(HistoryFile.read(Path.of(arguments[0]), dialect)));
      }
    }
  }

  private static <S, C, R> String judge(HistoryFile<S, C, R> file) {
    Verdict verdict =
        Linearizability.check(file.history(), file.dialect().model(), Linearizability.MOST_STEPS);
    return file.history().operations().size() + " " + verdict.text();
  }

  @ParameterizedTest
  @CsvSource({"edn, kv-append", "log, cas-register", "json, kv-append"})
  @DisplayName(
      "60,000 operations, three times as long as their memory, are read and judged in 32 MiB")
  void little(String form, String dialect) throws IOException, InterruptedException {
    Path file = folder.resolve("history");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      write(writer, form, dialect.equals("kv-append"));
    }
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapRealTimeTest.class.getName(),
            file.toString(),
            dialect)
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).endsWith(OPERATIONS + " linearizable\n");
    assertThat(process.waitFor()).isZero();
  }

  /** All clients call, then all return; each writes to a key that is its own for a while. */
  private static void write(Writer writer, String form, boolean isStore) throws IOException {
    if (form.equals("json")) {
      writer.write("{\"schema\":\"" + JsonLines.SCHEMA + "\"}\n");
    }
    for (int round = 0; round < OPERATIONS / CLIENTS; round++) {
      for (String type : new String[] {"invoke", "ok"}) {
        for (int client = 0; client < CLIENTS; client++) {
          boolean isRead = round % 2 == 1;
          int value = round / 2 * CLIENTS + client;
          writer.write(line(form, isStore, client, type, isRead, value));
        }
      }
    }
  }

  private static String line(
      String form, boolean isStore, int client, String type, boolean isRead, int value) {
    String function = isStore ? isRead ? "get" : "put" : isRead ? "read" : "write";
    if (form.equals("log")) {
      // One register for all of them: each reads what the last one wrote.
      int last = value - client + CLIENTS - 1;
      return "INFO  jepsen.util - %d\t:%s\t:%s\t%s\n"
          .formatted(client, type, function, isRead ? type.equals("ok") ? last : "nil" : value);
    }
    String template = form.equals("json")
        ? "{\"process\":%d,\"type\":\"%s\",\"f\":\"%s\",\"key\":\"k%d\",\"value\":\"v%d\"}\n"
        : "{:process %d, :type :%s, :f :%s, :key \"k%d\", :value \"v%d\"}\n";
    return String.format(Locale.ROOT, template, client, type, function, client, value);
  }
}
