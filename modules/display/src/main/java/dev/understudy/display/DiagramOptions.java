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
 * @param maximumEvents a picture has so many drawn events at most, and says how many lie before and
 *     after it; which they are, the next three say, or else it is where most went wrong
 * @param moment they lie around this moment; null for none
 * @param fault they lie around the fault of this number; 0 for none
 * @param word of the calls of clients, only those are drawn that have this word in their text; empty
 *     for all
 */
public record DiagramOptions(
    String title,
    int width,
    Duration from,
    Duration to,
    boolean showTimers,
    int maximumEvents,
    Duration moment,
    long fault,
    String word) {
  private static final Duration END = Duration.ofNanos(Long.MAX_VALUE);

  public DiagramOptions {
    Objects.requireNonNull(title, "title: use \"\" for a picture without one");
    Objects.requireNonNull(word, "word: use \"\" for the calls of all words");
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
    return new DiagramOptions(title, 900, Duration.ZERO, END, false, 400, null, 0, "");
  }

  /** The same with another title. */
  public DiagramOptions withTitle(String other) {
    return new DiagramOptions(
        other, width, from, to, showTimers, maximumEvents, moment, fault, word);
  }

  /** The same with another greatest width in pixels. */
  public DiagramOptions withWidth(int pixels) {
    return new DiagramOptions(
        title, pixels, from, to, showTimers, maximumEvents, moment, fault, word);
  }

  /** The same, but only what happened between two moments, both inclusive. */
  public DiagramOptions between(Duration first, Duration last) {
    return new DiagramOptions(
        title, width, first, last, showTimers, maximumEvents, moment, fault, word);
  }

  /** The same with the timers that went off. */
  public DiagramOptions withTimers() {
    return new DiagramOptions(title, width, from, to, true, maximumEvents, moment, fault, word);
  }

  /** The same, with this many drawn events at most. */
  public DiagramOptions atMost(int events) {
    return new DiagramOptions(title, width, from, to, showTimers, events, moment, fault, word);
  }

  /** The same, around a moment: a third of the drawn events come after it, if there are so many. */
  public DiagramOptions around(Duration when) {
    return new DiagramOptions(title, width, from, to, showTimers, maximumEvents, when, fault, word);
  }

  /** The same, around a fault, by its number in the trace. */
  public DiagramOptions aroundFault(long number) {
    return new DiagramOptions(
        title, width, from, to, showTimers, maximumEvents, moment, number, word);
  }

  /** The same, with only the calls that have this word in their text, and the clients that made them. */
  public DiagramOptions about(String what) {
    return new DiagramOptions(
        title, width, from, to, showTimers, maximumEvents, moment, fault, what);
  }
}
