package dev.understudy.coach;

import java.util.List;
import java.util.Optional;

/**
 * What a suite says about a class. Only what was seen to pass has passed.
 *
 * @param tests every test of the suite, in its order; empty when none could be asked
 * @param problems what kept the suite from judging at all: what the compiler said, or how the JVM ended
 * @param printed the beginning of what the class printed
 */
public record Verdict(List<Test> tests, List<String> problems, String printed) {
  /** What is known of one test. */
  public enum Result {
    PASSED,
    FAILED,
    /** An earlier one failed, or the JVM ended before. */
    NOT_RUN
  }

  /**
   * One test.
   *
   * @param moral what it says about the class
   * @param group the group that it belongs to
   * @param failure what went wrong, if it failed
   */
  public record Test(String moral, String group, Result result, Optional<Failure> failure) {}

  /**
   * Why a test failed.
   *
   * @param text the promise that was broken, in words, and what was found instead
   * @param seed the seed with which it happens again, unless it has to do with none
   * @param place file and line of the class on trial, if it stumbled there; else empty
   * @param lastEvents the last events of the trace, one a line; empty if there is no trace
   * @param picture the same end as a space-time diagram in SVG; empty if there is no trace
   */
  public record Failure(
      String text, Optional<Long> seed, String place, String lastEvents, String picture) {
    /** A failure outside of any world. */
    static Failure plain(String text, String place) {
      return new Failure(text, Optional.empty(), place, "", "");
    }
  }

  /** Copies the lists. */
  public Verdict {
    tests = List.copyOf(tests);
    problems = List.copyOf(problems);
  }

  /** A class that no suite has seen. */
  static Verdict problem(List<String> problems, String printed) {
    return new Verdict(List.of(), problems, printed);
  }

  /** Whether the suite was asked to its end, and every test passed. */
  public boolean passed() {
    return problems.isEmpty()
        && !tests.isEmpty()
        && tests.stream().allMatch(test -> test.result() == Result.PASSED);
  }

  /** How many tests passed. */
  public long passes() {
    return tests.stream().filter(test -> test.result() == Result.PASSED).count();
  }

  /** The first test that failed. */
  public Optional<Test> firstFailure() {
    return tests.stream().filter(test -> test.result() == Result.FAILED).findFirst();
  }

  /** Whether all tests of this group passed, and there are some. */
  public boolean hasEarned(Exercise.Group group) {
    List<Test> its =
        tests.stream().filter(test -> test.group().equals(group.name())).toList();
    return problems.isEmpty()
        && !its.isEmpty()
        && its.stream().allMatch(test -> test.result() == Result.PASSED);
  }
}
