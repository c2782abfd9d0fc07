package dev.understudy.coach;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A solution with one mistake that people make. The suite must refuse it, and say why in words that
 * help who made that mistake.
 *
 * @param title what it does
 * @param why what goes wrong then
 * @param expected what the text of the failure must contain
 * @param changes what is different, in one or several places
 */
public record Mutant(String title, String why, String expected, List<Change> changes) {
  private static final Pattern FORM =
      Pattern.compile("title: (.+)\nwhy: (.+)\nexpected: (.+)\n((?s:find:\n.*))");
  private static final Pattern CHANGE =
      Pattern.compile("(?s)\\Gfind:\n(.+?\n)replace:\n(.*?)(?=find:\n|\\z)");

  /**
   * A change in one place.
   *
   * @param find lines of the solution, which must stand in it exactly once
   * @param replace what stands there instead; may be empty
   */
  public record Change(String find, String replace) {}

  /** Copies the list. */
  public Mutant {
    changes = List.copyOf(changes);
  }

  /**
   * Reads a file of these parts: the lines {@code title: …}, {@code why: …} and {@code expected: …},
   * then {@code find:} and {@code replace:} by turns, each followed by lines of code.
   *
   * @param where the file, for the complaint
   */
  public static Mutant parse(String where, String text) {
    Matcher parts = FORM.matcher(text);
    List<Change> changes = new ArrayList<>();
    if (parts.matches()) {
      Matcher change = CHANGE.matcher(parts.group(4));
      while (change.find()) {
        changes.add(new Change(change.group(1), change.group(2)));
      }
    }
    if (changes.isEmpty()) {
      throw new ExerciseException(
          where + " is no mutant: give the lines title:, why: and expected:,"
              + " then find: and replace: with lines of code below each");
    }
    return new Mutant(
        parts.group(1).strip(), parts.group(2).strip(), parts.group(3).strip(), changes);
  }

  /** The solution with this mistake. */
  public String of(Solution solution) {
    String text = solution.text();
    for (Change change : changes) {
      int first = text.indexOf(change.find());
      if (first < 0 || text.indexOf(change.find(), first + 1) >= 0) {
        throw new ExerciseException("mutant '" + title + "': what it replaces stands "
            + (first < 0 ? "nowhere" : "more than once") + " in the solution; it must stand once: "
            + change.find().strip());
      }
      text = text.substring(0, first)
          + change.replace()
          + text.substring(first + change.find().length());
    }
    return text;
  }
}
