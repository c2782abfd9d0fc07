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
  private final Subject subject;
  private final Schedule schedule;
  private final Violation violation;
  private final List<String> facts = new ArrayList<>();

  /**
   * A report.
   *
   * @param subject what broke its promise
   * @param schedule what was played, the smallest that is known
   * @param violation the promise that it breaks
   */
  public Report(Subject subject, Schedule schedule, Violation violation) {
    this.subject = subject;
    this.schedule = schedule;
    this.violation = violation;
    with("subject", subject.name() + ", " + count(schedule.nodes().size(), "node"));
    with("seed", schedule.seed() + ", noticed at " + seconds(violation.at()));
  }

  /** Says from what it was shrunk, in how many runs. */
  public Report shrunkFrom(Schedule whole, Shrunk shrunk) {
    String found = whole.seed() == schedule.seed() ? "" : "; found with seed " + whole.seed();
    return with(
        "shrunk",
        "from " + size(whole) + " to " + size(schedule) + ", in " + count(shrunk.tries(), "run")
            + found);
  }

  /** One more thing to know, such as the command that makes it happen again. */
  public Report with(String what, String value) {
    facts.add(String.format(Locale.ROOT, "  %-8s %s", what, value));
    return this;
  }

  /** The command that plays a schedule file again, for a POSIX shell: quoted where that needs it. */
  public static String replayOf(String file) {
    boolean isPlain = file.matches("[\\w./,:@%+=-]+");
    return "./lab replay " + (isPlain ? file : "'" + file.replace("'", "'\\''") + "'");
  }

  /** The report, one line after the other, without a line end behind the last. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(violation.words());
    lines.addAll(facts);
    schedule.steps().forEach(step -> lines.add(line(step.at(), words(step))));
    lines.add(line(schedule.length(), healing()));
    return String.join("\n", lines);
  }

  private String words(Step step) {
    if (step instanceof Act act) {
      return subject.words(act.act());
    }
    Break breaking = (Break) step;
    return words(breaking.fault())
        + (breaking.lasting() == null
            ? ", until all is healed"
            : ", for " + seconds(breaking.lasting()));
  }

  private static String words(Fault fault) {
    return fault.kind().words() + ": " + fault.text();
  }

  private String healing() {
    List<String> broken = schedule.forGood().stream().map(Report::words).toList();
    return "all is healed"
        + (broken.isEmpty() ? "" : ", but for good " + String.join(", ", broken));
  }

  private static String size(Schedule schedule) {
    return count(schedule.steps().size(), "step") + " on "
        + count(schedule.nodes().size(), "node");
  }

  private static String count(int many, String what) {
    return many + " " + what + (many == 1 ? "" : "s");
  }

  private static String line(Duration at, String what) {
    return String.format(Locale.ROOT, "  %11s  %s", seconds(at), what);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
