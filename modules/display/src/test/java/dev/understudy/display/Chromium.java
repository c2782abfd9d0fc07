package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window that opens one file and says what the page has come to. The program is
 * {@code CHROMIUM} of the environment, or the first of the usual names on the path.
 */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> ALONE = List.of(
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--hide-scrollbars",
      "--window-size=1200,800",
      "--virtual-time-budget=30000",
      "--dump-dom");

  private Chromium() {}

  /** The document of a page after its scripts have run, as HTML; its own files lie in {@code folder}. */
  static String open(Path page, Path folder, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(program()));
    command.addAll(ALONE);
    command.addAll(List.of(options));
    command.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
    command.add(page.toUri().toString());
    Path document = Files.createTempFile(folder, "document", ".html");
    Process browser = new ProcessBuilder(command)
        .redirectOutput(document.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      assertThat(browser.waitFor(120, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    return Files.readString(document, StandardCharsets.UTF_8);
  }

  private static String program() throws IOException {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return named;
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new IOException("no browser: install chromium, or set CHROMIUM"));
  }
}
