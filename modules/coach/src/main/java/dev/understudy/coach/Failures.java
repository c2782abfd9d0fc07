package dev.understudy.coach;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.coach.Verdict.Failure;
import dev.understudy.display.DiagramOptions;
import dev.understudy.display.Display;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes of what a test has thrown what a learner can use. */
final class Failures {
  private static final int LAST_LINES = 20;
  private static final int LAST_DRAWN = 70;

  private Failures() {}

  /**
   * What is to be said about this.
   *
   * @param thrown what the test has thrown; null if nothing is known
   * @param className the class on trial
   * @param title stands above the picture
   */
  static Failure of(Throwable thrown, String className, String title) {
    if (thrown == null) {
      return Failure.plain("the test failed without a reason", "");
    }
    String place = place(thrown, className);
    if (!(thrown instanceof TrialFailure failure)) {
      return Failure.plain(String.valueOf(thrown), place);
    }
    Trace trace = failure.trace();
    return new Failure(
        failure.getMessage(),
        Optional.of(failure.seed()),
        place,
        last(trace.events(), LAST_LINES).stream()
            .map(Trace::line)
            .collect(Collectors.joining("\n")),
        trace.events().isEmpty()
            ? ""
            : Display.diagram(trace, failure.drawn().withTitle(title + ", seed " + failure.seed()))
                .svg());
  }

  /** The line of the class on trial that was running: of the deepest cause that knows one. */
  static String place(Throwable thrown, String className) {
    String place = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String found = place(cause.getStackTrace(), className);
      place = found.isEmpty() ? place : found;
    }
    return place;
  }

  static String place(StackTraceElement[] frames, String className) {
    return Arrays.stream(frames)
        .filter(frame -> frame.getClassName().equals(className)
            || frame.getClassName().startsWith(className + "$"))
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  /** The end of a trace: what is far back seldom explains a failure, and makes lines too thin to see. */
  static DiagramOptions end(Trace trace) {
    List<TraceEvent> drawn = last(trace.events(), LAST_DRAWN);
    if (drawn.isEmpty()) {
      return DiagramOptions.titled("");
    }
    Duration from = Duration.ofNanos(drawn.get(0).atNanos());
    Duration to = Duration.ofNanos(drawn.get(drawn.size() - 1).atNanos());
    return DiagramOptions.titled("").between(from, to);
  }

  private static List<TraceEvent> last(List<TraceEvent> events, int many) {
    return events.subList(Math.max(0, events.size() - many), events.size());
  }
}
