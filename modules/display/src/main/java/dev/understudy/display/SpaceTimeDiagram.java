package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A trace as a picture: a lane for every node and client, time flowing downward, messages as arrows
 * that slant as long as they were on their way (Lamport's space-time diagram, turned upside down as
 * people read).
 *
 * <p>Time is not to scale: idle stretches are compressed, and long ones are cut out and named. Runs
 * of periodic messages are counted instead of drawn where nothing else happened. What found no room
 * has no label; {@link #text()} has all of it.
 */
public final class SpaceTimeDiagram implements Picture {
  private static final int TEXT_LINES = 200;

  private final Trace trace;
  private final DiagramOptions options;

  private SpaceTimeDiagram(Trace trace, DiagramOptions options) {
    this.trace = Objects.requireNonNull(trace, "trace");
    this.options = Objects.requireNonNull(options, "options");
  }

  /** The picture of a trace; nothing is drawn until somebody looks. */
  public static SpaceTimeDiagram of(Trace trace, DiagramOptions options) {
    return new SpaceTimeDiagram(trace, options);
  }

  @Override
  public String title() {
    return options.title();
  }

  @Override
  public String svg() {
    return new DiagramPainter(trace, options).paint();
  }

  /** The trace as text, one event a line, at most 200 lines and a last one that counts the rest. */
  @Override
  public String text() {
    List<String> lines = trace.events().stream()
        .filter(e -> isIn(Duration.ofNanos(e.atNanos())))
        .map(Trace::line)
        .toList();
    String head = options.title().isEmpty() ? "" : options.title() + "\n";
    if (lines.isEmpty()) {
      return head + "nothing happened";
    }
    String body = String.join("\n", lines.subList(0, Math.min(TEXT_LINES, lines.size())));
    int rest = lines.size() - TEXT_LINES;
    return head + body + (rest > 0 ? "\n… " + Text.number(rest) + " more events" : "");
  }

  @Override
  public String toString() {
    return text();
  }

  private boolean isIn(Duration at) {
    return at.compareTo(options.from()) >= 0 && at.compareTo(options.to()) <= 0;
  }
}
