package dev.understudy.checker;

import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The pieces of which the texts of one key are made: what was put and what was appended. They can be
 * told if every piece was written once only and none is the beginning of another. Then a text that
 * somebody saw is made of certain pieces in one way alone: it says which put it began with and which
 * appends followed, and each of those happened just then.
 */
final class AppendPieces {
  /** Nothing is known. */
  static final AppendPieces UNTOLD = new AppendPieces(false, new LinkedHashSet<>(), false);

  private final boolean areTold;
  private final Set<String> seen;
  private final boolean beginWithAppend;

  private AppendPieces(boolean areTold, Set<String> seen, boolean beginWithAppend) {
    this.areTold = areTold;
    this.seen = seen;
    this.beginWithAppend = beginWithAppend;
  }

  /** Looks for the pieces of all texts that were seen. */
  static AppendPieces of(List<Operation<Command, String>> operations, SeenTexts seenTexts) {
    String[] texts = seenTexts.texts;
    Set<String> puts = new LinkedHashSet<>();
    List<String> written = new ArrayList<>();
    for (Operation<Command, String> operation : operations) {
      if (!operation.command().isReadOnly()) {
        written.add(piece(operation.command(), puts));
      }
    }
    String[] all = written.toArray(String[]::new);
    Arrays.sort(all);
    for (int i = 0; i < all.length; i++) {
      if (all[i].isEmpty() || i > 0 && all[i].startsWith(all[i - 1])) {
        return UNTOLD;
      }
    }
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < texts.length; i++) {
      int from = seenTexts.goesOn[i] ? texts[i - 1].length() : 0;
      if (!addPieces(texts[i], from, all, puts, seen)) {
        return UNTOLD;
      }
    }
    boolean beginWithAppend = false;
    for (String text : texts) {
      beginWithAppend |= !text.isEmpty() && !puts.contains(pieceAt(text, 0, all));
    }
    return new AppendPieces(true, seen, beginWithAppend);
  }

  private static String piece(Command command, Set<String> puts) {
    if (command instanceof Command.Put put) {
      puts.add(put.value());
      return put.value();
    }
    return ((Command.Append) command).suffix();
  }

  /** False if the text is not made of pieces, or has a put inside. */
  private static boolean addPieces(
      String text, int from, String[] all, Set<String> puts, Set<String> seen) {
    int at = from;
    while (at < text.length()) {
      String piece = pieceAt(text, at, all);
      if (piece == null || at > 0 && puts.contains(piece)) {
        return false;
      }
      seen.add(piece);
      at += piece.length();
    }
    return true;
  }

  /** The piece that stands here: since none begins another, only the last that is not above can. */
  private static String pieceAt(String text, int at, String[] all) {
    int low = 0;
    int high = all.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (compare(all[middle], text, at) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && text.startsWith(all[low - 1], at) ? all[low - 1] : null;
  }

  private static int compare(String piece, String text, int at) {
    int length = Math.min(piece.length(), text.length() - at);
    for (int i = 0; i < length; i++) {
      int order = Character.compare(piece.charAt(i), text.charAt(at + i));
      if (order != 0) {
        return order;
      }
    }
    return piece.length() - length;
  }

  boolean areTold() {
    return areTold;
  }

  /** Whether a text was seen that no put began. */
  boolean beginWithAppend() {
    return beginWithAppend;
  }

  boolean isSeen(String piece) {
    return seen.contains(piece);
  }

  @Override
  public String toString() {
    return areTold ? "seen " + Arrays.toString(seen.toArray()) : "untold";
  }
}
