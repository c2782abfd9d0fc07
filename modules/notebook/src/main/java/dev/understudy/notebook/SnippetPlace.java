package dev.understudy.notebook;

import java.util.List;

/**
 * Where a snippet begins.
 *
 * @param cell the number of its cell
 * @param source the text of the whole cell
 * @param offset its first character in that text that is not blank
 */
record SnippetPlace(int cell, String source, int offset) {

  /** The place of the snippet that begins at or after this offset: JShell counts lines without leading blanks. */
  static SnippetPlace after(int cell, String source, int offset) {
    int at = offset;
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    return new SnippetPlace(cell, source, at);
  }

  /** The line of the cell in which the given line of the snippet is; both count from 1. */
  int lineInCell(int lineInSnippet) {
    return lineOf(offset) + lineInSnippet - 1;
  }

  /** A message, the source line and a caret below the character that the message is about, counted in the snippet. */
  List<String> pointAt(int position, String message) {
    int at = Math.min(offset + position, source.length());
    int lineStart = source.lastIndexOf('\n', at - 1) + 1;
    int lineEnd = source.indexOf('\n', at);
    String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
    String indent = source.substring(lineStart, at).replaceAll("[^\t]", " ");
    return List.of(
        "CompilationError in cell " + cell + ", line " + lineOf(at) + ": " + message,
        "  " + line,
        "  " + indent + "^");
  }

  private int lineOf(int at) {
    return 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
