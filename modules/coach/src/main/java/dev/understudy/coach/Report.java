package dev.understudy.coach;

import dev.understudy.coach.Verdict.Failure;
import dev.understudy.coach.Verdict.Test;
import java.util.List;
import java.util.stream.Collectors;

/** What a learner reads about a verdict. */
public final class Report {
  private Report() {}

  /** Everything about a verdict but the picture; without a line end after its last line. */
  public static String of(Exercise exercise, Verdict verdict) {
    String text = verdict.passed() ? passed(exercise, verdict) : notPassed(exercise, verdict);
    return verdict.printed().isBlank()
        ? text
        : text + "\n\nit printed:\n" + indented(verdict.printed().strip());
  }

  private static String passed(Exercise exercise, Verdict verdict) {
    return exercise.name() + ": passed, all " + verdict.tests().size() + " tests.";
  }

  private static String notPassed(Exercise exercise, Verdict verdict) {
    if (verdict.firstFailure().isEmpty()) {
      return String.join("\n", verdict.problems()) + "\n" + exercise.name() + ": not passed, "
          + many(verdict.problems().size(), "problem") + ".";
    }
    Test test = verdict.firstFailure().get();
    return exercise.name() + ": " + verdict.passes() + " of " + verdict.tests().size()
        + " tests passed, then this one did not:\n\n" + indented(failure(exercise, test));
  }

  /** The moral of a test, what broke it, and how to see that again. */
  static String failure(Exercise exercise, Test test) {
    Failure failure = test.failure().orElseThrow();
    StringBuilder text = new StringBuilder(test.moral()).append("\n\n").append(failure.text());
    if (!failure.place().isEmpty()) {
      text.append("\nat ").append(failure.place());
    }
    if (!failure.lastEvents().isEmpty()) {
      text.append("\n\nthe last events were\n").append(failure.lastEvents());
    }
    failure.seed().ifPresent(seed -> text.append("\n\nreplay   ").append(replay(exercise, seed)));
    return text.toString();
  }

  /** The command that makes a failure happen again. */
  static String replay(Exercise exercise, long seed) {
    return "./lab exercises run " + exercise.number() + " --seed " + seed;
  }

  private static String many(int number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }

  private static String indented(String text) {
    List<String> lines = text.lines().toList();
    return lines.stream()
        .map(line -> line.isEmpty() ? "" : "  " + line)
        .collect(Collectors.joining("\n"));
  }
}
