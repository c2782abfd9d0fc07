package dev.understudy.coach;

import java.util.ArrayList;
import java.util.List;

/**
 * A solution with marks around what a learner shall write.
 *
 * <pre>{@code
 *   // begin: yours
 *   // > // A line that stands in the stub only.
 *   return counted + 1;
 *   // end: yours
 * }</pre>
 *
 * @param text the solution as learners may see it: without marks
 * @param stub the same where each marked part is replaced by its lines for the stub
 */
public record Solution(String text, String stub) {
  private static final String BEGIN = "// begin: yours";
  private static final String END = "// end: yours";
  private static final String IN_STUB = "// >";

  /**
   * Reads a marked source.
   *
   * @throws ExerciseException when a mark is missing, or a part says nothing to the learner, or not
   *     all that it wants to say
   */
  public static Solution of(String marked) {
    List<String> text = new ArrayList<>();
    List<String> stub = new ArrayList<>();
    int begun = 0; // the line of the mark; 0 outside of a part
    int parts = 0;
    int told = 0;
    List<String> lines = marked.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String word = line.strip();
      if (word.equals(BEGIN)) {
        require(begun == 0, "the part that begins in line " + begun + " has no " + END);
        begun = i + 1;
        parts++;
        told = 0;
      } else if (word.equals(END)) {
        require(begun != 0, "line " + (i + 1) + " ends a part that has not begun");
        require(told > 0, "the part that begins in line " + begun + " has no line " + IN_STUB);
        begun = 0;
      } else if (begun != 0 && word.startsWith(IN_STUB)) {
        stub.add(line.substring(0, line.indexOf(IN_STUB))
            + word.substring(IN_STUB.length()).strip());
        told++;
      } else {
        boolean isBehindStub = begun != 0 && lines.get(i - 1).strip().startsWith(IN_STUB);
        require(
            !(isBehindStub && word.startsWith("//")),
            "line " + (i + 1) + " goes on with a line for the stub, but is not in the stub itself: "
                + "wrap that one by hand, and begin both with " + IN_STUB);
        text.add(line);
        if (begun == 0) {
          stub.add(line);
        }
      }
    }
    require(begun == 0, "the part that begins in line " + begun + " has no " + END);
    require(parts > 0, "there is no " + BEGIN + ": nothing would be left to the learner");
    return new Solution(joined(text), joined(stub));
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ExerciseException(otherwise);
    }
  }
}
