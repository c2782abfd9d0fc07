package dev.understudy.display;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rendered value that is drawn: one static SVG, its bytes decided by its content alone. */
public sealed interface Picture extends Rendered permits SpaceTimeDiagram, Chart {

  /** What the picture shows, in a few words; may be empty. */
  String title();

  /** The whole picture as a stand-alone SVG document without styles, scripts and ids. */
  String svg();

  /**
   * An image element that carries the picture as a data URI: notebooks hide raw SVG until the reader
   * trusts them, an image they show at once.
   */
  @Override
  default String html() {
    String data = Base64.getEncoder().encodeToString(svg().getBytes(StandardCharsets.UTF_8));
    return "<img alt=\""
        + Text.escape(title().isEmpty() ? "picture" : title())
        + "\" style=\"max-width:100%;height:auto\" src=\"data:image/svg+xml;base64,"
        + data
        + "\">";
  }

  @Override
  default Map<String, String> mimeBundle() {
    Map<String, String> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("text/plain", text());
    return Collections.unmodifiableMap(bundle);
  }

  /** Writes {@link #svg()} to a file, UTF-8, replacing what was there, and returns the file. */
  default Path writeSvg(Path file) throws IOException {
    return Files.writeString(file, svg());
  }
}
