package dev.understudy.notebook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares the outputs of a cell with those that its file holds. */
final class OutputComparison {
  private static final Pattern PICTURE =
      Pattern.compile("data:image/[\\w+.-]+;base64,[A-Za-z0-9+/=]+");
  private static final int BEFORE = 60;
  private static final int MOST = 160;

  private OutputComparison() {}

  /** The first line in which they differ, in words; empty when they are the same. */
  static Optional<String> firstDifference(List<CellOutput> committed, List<CellOutput> actual) {
    if (committed.equals(actual)) {
      return Optional.empty();
    }
    List<String> expected =
        committed.stream().flatMap(output -> output.lines().stream()).toList();
    List<String> found =
        actual.stream().flatMap(output -> output.lines().stream()).toList();
    int line = 0;
    while (line < expected.size()
        && line < found.size()
        && expected.get(line).equals(found.get(line))) {
      line++;
    }
    return Optional.of("outputs are not those in the file; first difference in line " + (line + 1)
        + "\n  in the file:  " + shown(expected, found, line)
        + "\n  in this run:  " + shown(found, expected, line)
        + "\n  Rewrite the outputs if the new ones are right, or tag the cell \""
        + NotebookCell.UNSTABLE
        + "\" if they differ from run to run.");
  }

  /** A line of these, for people: no more of it than what is around its difference from the other's. */
  private static String shown(List<String> lines, List<String> others, int index) {
    if (index >= lines.size()) {
      return "(nothing more)";
    }
    String line = withoutPictures(lines.get(index));
    String other = index < others.size() ? withoutPictures(others.get(index)) : "";
    if (line.equals(other)) {
      return "(another picture) " + window(line, 0);
    }
    int difference = 0;
    while (difference < Math.min(line.length(), other.length())
        && line.charAt(difference) == other.charAt(difference)) {
      difference++;
    }
    return window(line, Math.max(0, difference - BEFORE));
  }

  private static String withoutPictures(String line) {
    return PICTURE.matcher(line).replaceAll("(a picture)");
  }

  private static String window(String line, int from) {
    if (line.length() <= MOST) {
      return line;
    }
    int first = Math.min(from, line.length() - MOST);
    int end = first + MOST;
    return (first > 0 ? "…" : "") + line.substring(first, end) + (end < line.length() ? "…" : "");
  }
}
