package dev.understudy.notebook;

import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * What could stand at a place in the source.
 *
 * @param texts the candidates, those first that fit the expected type; none twice
 * @param start where the text begins that a candidate replaces, in characters from the start of the source
 * @param end where it ends
 */
public record Completions(List<String> texts, int start, int end) {
  /** Copies the list. */
  public Completions {
    texts = List.copyOf(texts);
  }

  static Completions of(SourceCodeAnalysis analysis, String source, int cursor) {
    int end = Math.max(0, Math.min(cursor, source.length()));
    int snippetStart = lastSnippet(analysis, source.substring(0, end));
    int[] anchor = {end - snippetStart};
    List<Suggestion> found = analysis.completionSuggestions(
        source.substring(snippetStart, end), end - snippetStart, anchor);
    List<String> fitting = texts(found, true);
    List<String> others =
        texts(found, false).stream().filter(text -> !fitting.contains(text)).toList();
    List<String> all = Stream.concat(fitting.stream(), others.stream()).toList();
    return new Completions(all, found.isEmpty() ? end : snippetStart + anchor[0], end);
  }

  private static List<String> texts(List<Suggestion> found, boolean fitting) {
    return found.stream()
        .filter(suggestion -> suggestion.matchesType() == fitting)
        .map(Suggestion::continuation)
        .distinct()
        .toList();
  }

  /** JShell completes within one snippet: the complete ones before the cursor's are in the way. */
  private static int lastSnippet(SourceCodeAnalysis analysis, String before) {
    String rest = before;
    CompletionInfo info = analysis.analyzeCompletion(rest);
    while (info.completeness().isComplete() && !info.remaining().isBlank()) {
      rest = info.remaining();
      info = analysis.analyzeCompletion(rest);
    }
    return before.length() - rest.length();
  }
}
