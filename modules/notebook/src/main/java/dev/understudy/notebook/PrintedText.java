package dev.understudy.notebook;

import java.util.ArrayList;
import java.util.List;

/** Collects what one cell prints, neighbouring chunks of one stream as one output, up to a limit. */
final class PrintedText implements OutputListener {
  private static final int MOST_CHARACTERS = 1_000_000;

  private final List<Source> sources = new ArrayList<>();
  private final List<StringBuilder> texts = new ArrayList<>();
  private int characters;

  @Override
  public synchronized void onText(Source source, String text) {
    if (characters >= MOST_CHARACTERS) {
      return;
    }
    int last = sources.size() - 1;
    if (last < 0 || sources.get(last) != source) {
      sources.add(source);
      texts.add(new StringBuilder());
      last++;
    }
    String kept = text.substring(0, Math.min(text.length(), MOST_CHARACTERS - characters));
    texts.get(last).append(kept);
    characters += kept.length();
    if (characters >= MOST_CHARACTERS) {
      texts
          .get(last)
          .append("\n… the cell printed more than ")
          .append(MOST_CHARACTERS)
          .append(" characters\n");
    }
  }

  /** What was printed since the last call. */
  synchronized List<CellOutput.Printed> take() {
    List<CellOutput.Printed> printed = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      printed.add(
          new CellOutput.Printed(sources.get(i).jupyterName(), texts.get(i).toString()));
    }
    sources.clear();
    texts.clear();
    characters = 0;
    return printed;
  }
}
