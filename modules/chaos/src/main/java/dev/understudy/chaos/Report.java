package dev.understudy.chaos;

import dev.understudy.chaos.Shrinking.Shrunk;
import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader is told of a broken promise: the promise in words, how to see it again, and all that
 * has to happen for it.
 */
public final class Report {
  private final List<String> lines = new ArrayList<>();

  /**
   * A report.
   *
   * @param subject what broke its promise
   * @param schedule what was played, the smallest that is known
   * @param violation the promise that it breaks
   */
  public Report(Subject subject, Schedule schedule, Violation violation) {
    lines.add(violation.words());
    add("subject", subject.name() + ", " + schedule.nodes().size() + " nodes");
    add("seed", schedule.seed() + ", noticed at " + seconds(violation.at()) + " s");
    for (Step step : schedule.steps()) {
      lines.add("  " + line(subject, step));
    }
    lines.add("  " + padded(seconds(schedule.length())) + " s  " + healing(schedule));
  }

  /** Says from what it was shrunk, in how many runs. */
  public Report shrunkFrom(Schedule whole, Shrunk shrunk) {
    lines.add(
        3,
        label("shrunk") + "from " + counts(whole) + " to " + counts(shrunk.schedule()) + ", in "
            + shrunk.tries() + " runs; found with seed " + whole.seed());
    return this;
  }

  /** Names the command that makes it happen again, or another place to look at. */
  public Report with(String label, String value) {
    int place = 1;
    while (place < lines.size() && !lines.get(place).matches("  +\\d.*")) {
      place++;
    }
    lines.add(place, label(label) + value);
    return this;
  }

  /** The report, one line after the other, without a line end behind the last. */
  public String text() {
    return String.join("\n", lines);
  }

  /** One step in words, after its time. */
  static String line(Subject subject, Step step) {
    String what = step instanceof Act act ? subject.words(act.act()) : words((Break) step);
    return padded(seconds(step.at())) + " s  " + what;
  }

  private static String words(Break breaking) {
    String lasting = breaking.lasting() == null
        ? "until all is healed"
        : "for " + seconds(breaking.lasting()) + " s";
    return words(breaking.fault()) + ", " + lasting;
  }

  private static String words(Fault fault) {
    return fault.kind().words() + ": " + fault.text();
  }

  private static String healing(Schedule schedule) {
    List<String> broken = schedule.forGood().stream().map(Report::words).toList();
    return broken.isEmpty()
        ? "all is healed"
        : "all is healed, but for good " + String.join(", ", broken);
  }

  private static String counts(Schedule schedule) {
    return schedule.steps().size() + " steps on " + schedule.nodes().size() + " nodes";
  }

  private void add(String label, String value) {
    lines.add(label(label) + value);
  }

  private static String label(String label) {
    return String.format(Locale.ROOT, "  %-8s", label);
  }

  private static String padded(String seconds) {
    return String.format(Locale.ROOT, "%9s", seconds);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }
}
