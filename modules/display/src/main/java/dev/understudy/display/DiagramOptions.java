package dev.understudy.display;

import java.time.Duration;
import java.util.Objects;

/**
 * What of a trace is drawn, and how large.
 *
 * @param title stands above the picture; may be empty
 * @param width the greatest width in pixels, at least 320; few lanes need less
 * @param from the first moment drawn, since the cluster was made
 * @param to the last moment drawn
 * @param showTimers whether timers that went off are marked
 * @param maximumEvents after this many drawn events the picture ends and says how many are missing
 */
public record DiagramOptions(
    String title, int width, Duration from, Duration to, boolean showTimers, int maximumEvents) {
  private static final Duration END = Duration.ofNanos(Long.MAX_VALUE);

  public DiagramOptions {
    Objects.requireNonNull(title, "title: use \"\" for a picture without one");
    if (width < 320) {
      throw new IllegalArgumentException("width is " + width + " pixels; at least 320 are needed");
    }
    if (from.isNegative() || to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "window from " + from + " to " + to + ": give 0 <= from <= to");
    }
    if (maximumEvents < 1) {
      throw new IllegalArgumentException("maximumEvents is " + maximumEvents + "; give 1 or more");
    }
  }

  /** The whole trace, 900 pixels wide, without timers, at most 400 drawn events. */
  public static DiagramOptions titled(String title) {
    return new DiagramOptions(title, 900, Duration.ZERO, END, false, 400);
  }

  /** The same with another greatest width in pixels. */
  public DiagramOptions withWidth(int pixels) {
    return new DiagramOptions(title, pixels, from, to, showTimers, maximumEvents);
  }

  /** The same, but only what happened between two moments, both inclusive. */
  public DiagramOptions between(Duration first, Duration last) {
    return new DiagramOptions(title, width, first, last, showTimers, maximumEvents);
  }

  /** The same with the timers that went off. */
  public DiagramOptions withTimers() {
    return new DiagramOptions(title, width, from, to, true, maximumEvents);
  }

  /** The same, cut after this many drawn events. */
  public DiagramOptions atMost(int events) {
    return new DiagramOptions(title, width, from, to, showTimers, events);
  }
}
