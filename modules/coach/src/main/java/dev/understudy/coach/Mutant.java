package dev.understudy.coach;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A solution with one mistake that people make. The suite must refuse it, and say why in words that
 * help who made that mistake.
 *
 * @param title what it does
 * @param why what goes wrong then
 * @param expected what the text of the failure must contain
 * @param find lines of the solution, which must stand in it exactly once
 * @param replace what stands there instead
 */
public record Mutant(String title, String why, String expected, String find, String replace) {
  private static final Pattern FORM = Pattern.compile(
      "title: (.+)\nwhy: (.+)\nexpected: (.+)\nfind:\n((?s:.+?\n))replace:\n((?s:.*))");

  /**
   * Reads a file of five parts: the lines {@code title: …}, {@code why: …} and {@code expected: …},
   * then {@code find:} and {@code replace:}, each followed by lines of code.
   *
   * @param where the file, for the complaint
   */
  public static Mutant parse(String where, String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new ExerciseException(where + " is no mutant: give the lines title:, why: and expected:,"
          + " then find: and replace: with lines of code below each");
    }
    return new Mutant(
        parts.group(1).strip(),
        parts.group(2).strip(),
        parts.group(3).strip(),
        parts.group(4),
        parts.group(5));
  }

  /** The solution with this mistake. */
  public String of(Solution solution) {
    String text = solution.text();
    int first = text.indexOf(find);
    if (first < 0 || text.indexOf(find, first + 1) >= 0) {
      throw new ExerciseException("mutant '" + title + "': what it replaces stands "
          + (first < 0 ? "nowhere" : "more than once") + " in the solution; it must stand once");
    }
    return text.substring(0, first) + replace + text.substring(first + find.length());
  }
}
