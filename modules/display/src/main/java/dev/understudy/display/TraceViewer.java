package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace as one HTML file to walk through: every event a row beside the lanes, with scrubbing in
 * time, stepping, filters, search, and both ends of every message. It needs no server and loads
 * nothing; its content security policy forbids it to, and lets no script run but its own. It follows
 * the reader's choice of dark or light, and can be printed.
 *
 * <p>Only the rows on the screen are drawn, so that {@value #MOST_EVENTS} events are no burden. Of a
 * longer trace the page holds the last so many, behind the roles and faults that began earlier and
 * still lasted, and says how many it left out.
 */
public final class TraceViewer {
  /** So many events of a trace go into a page; of a longer one, the last. */
  public static final int MOST_EVENTS = 200_000;

  private static final List<String> SCRIPTS = List.of("model.js", "draw.js", "page.js");
  private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

  private TraceViewer() {}

  /**
   * The page.
   *
   * @param title stands above the picture and names the page; any text
   */
  public static String html(Trace trace, String title) {
    return html(trace, title, Duration.ZERO);
  }

  /** The same page, which opens at the first event from this moment on. */
  public static String html(Trace trace, String title, Duration moment) {
    return html(trace, title, moment, MOST_EVENTS, "");
  }

  /** The page of at most so many events, with a second script that a test adds to it. */
  static String html(
      Trace trace, String title, Duration moment, int mostEvents, String testScript) {
    Objects.requireNonNull(title, "title: use \"\" for a page without one");
    StringBuilder script = new StringBuilder("'use strict';\n");
    SCRIPTS.forEach(name -> script.append(resource(name)));
    String style = resource("style.css");
    Map<String, String> parts = new TreeMap<>();
    parts.put("title", Text.escape(title.isEmpty() ? "Trace" : title));
    parts.put("style", style);
    parts.put("style-hash", hash(style));
    parts.put("script", script.toString());
    parts.put(
        "script-hashes",
        "'" + hash(script.toString()) + "'"
            + (testScript.isEmpty() ? "" : " '" + hash(testScript) + "'"));
    parts.put("trace", new ViewerData(trace, mostEvents, moment).json());
    Matcher places = PLACE.matcher(resource("page.html"));
    String page = places.replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    return testScript.isEmpty()
        ? page
        : page.replace("</body>", "<script>" + testScript + "</script>\n</body>");
  }

  private static String resource(String name) {
    try (InputStream stream = TraceViewer.class.getResourceAsStream("viewer/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + name + " of our own jar", failure);
    }
  }

  /** What a policy calls a script or style that it lets through: the hash of its text. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
