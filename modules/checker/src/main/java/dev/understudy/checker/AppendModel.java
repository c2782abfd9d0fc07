package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A key-value store that puts, appends and gets, and tells its clients only what a get has found. An
 * absent key is an empty text.
 *
 * <p>A get shows the whole text, and so the order of all appends since the last put. Narrowed to the
 * operations of a key this model knows every text that was ever seen; a text that begins none of them
 * cannot be seen any more before the next put, whatever is appended. All such texts are one state,
 * {@link Text#LOST}.
 */
public final class AppendModel implements Model<AppendModel.Text, Command, String> {
  /**
   * The beginning of a text that somebody saw.
   *
   * @param seen where that text stands among all that were seen, in rising order: the first of those
   *     that begin so
   * @param last the last of them
   * @param length how much of it
   * @param text the text that was seen
   */
  public record Text(int seen, int last, int length, String text) {
    /** A text of which nobody can see anything any more. */
    public static final Text LOST = new Text(-1, -1, 0, "");

    @Override
    public boolean equals(Object other) {
      return other instanceof Text that && that.seen == seen && that.length == length;
    }

    @Override
    public int hashCode() {
      return 31 * seen + length;
    }

    @Override
    public String toString() {
      return seen < 0 ? "a text that nobody has seen" : '"' + text.substring(0, length) + '"';
    }
  }

  private final String[] seen; // different texts, rising
  private final AppendPieces pieces;

  private AppendModel(String[] seen, AppendPieces pieces) {
    this.seen = seen;
    this.pieces = pieces;
  }

  /** A model to be narrowed; by itself it knows of no text that anybody saw, save the empty one. */
  public AppendModel() {
    this(new String[] {""}, AppendPieces.UNTOLD);
  }

  @Override
  public AppendModel narrowedTo(List<Operation<Command, String>> operations) {
    Set<String> found = new LinkedHashSet<>();
    for (Operation<Command, String> operation : operations) {
      if (operation.command() instanceof Command.Get && operation.outcome().isOk()) {
        found.add(textOf(operation.outcome()));
      }
    }
    SeenTexts texts = new SeenTexts(found);
    return new AppendModel(texts.texts, AppendPieces.of(operations, texts));
  }

  private static String textOf(Outcome<String> outcome) {
    return Objects.requireNonNullElse(((Outcome.Ok<String>) outcome).value(), "");
  }

  @Override
  public Text initial() {
    return put("");
  }

  @Override
  public String key(Command command) {
    return command.key();
  }

  @Override
  public Optional<Text> deadEnd() {
    return Optional.of(Text.LOST);
  }

  @Override
  public Optional<Text> step(Text state, Command command, Outcome<String> outcome) {
    if (command instanceof Command.Put put) {
      return changed(state, put.value(), put(put.value()));
    }
    if (command instanceof Command.Append append) {
      Text longer = state.equals(Text.LOST) ? state : longer(state, append.suffix());
      return changed(state, append.suffix(), longer);
    }
    if (command instanceof Command.Get) {
      boolean isPossible = !outcome.isOk()
          || !state.equals(Text.LOST)
              && state.text().length() == state.length()
              && state.text().equals(textOf(outcome));
      return isPossible ? Optional.of(state) : Optional.empty();
    }
    throw new IllegalArgumentException(
        command + ": this store can put, append and get, and nothing else");
  }

  /** Where pieces can be told, each has its one place, and a text that was seen must be completed. */
  private Optional<Text> changed(Text from, String piece, Text to) {
    if (!pieces.areTold()) {
      return Optional.of(to);
    }
    boolean isWhole = from.equals(Text.LOST) || isWhole(from);
    boolean goesOn =
        to.seen() >= from.seen() && to.last() <= from.last() && to.length() > from.length();
    boolean isPossible =
        to.equals(Text.LOST) ? isWhole && !pieces.isSeen(piece) : isWhole || goesOn;
    return isPossible ? Optional.of(to) : Optional.empty();
  }

  /** Whether nobody saw more of it. All texts begin with nothing, but not all were there at first. */
  private boolean isWhole(Text text) {
    return text.length() == 0
        ? !pieces.beginWithAppend()
        : seen[text.last()].length() == text.length();
  }

  @Override
  public Influence influence(Command command, Outcome<String> outcome) {
    if (command.isReadOnly()) {
      return Influence.NONE;
    }
    String piece =
        command instanceof Command.Put put ? put.value() : ((Command.Append) command).suffix();
    return pieces.areTold() && !pieces.isSeen(piece) ? Influence.RUIN : Influence.SOME;
  }

  private Text put(String text) {
    return seen.length == 0 ? Text.LOST : longer(new Text(0, seen.length - 1, 0, seen[0]), text);
  }

  private Text longer(Text state, String suffix) {
    int first = firstNotBelow(state, suffix, state.seen(), false);
    if (first > state.last() || compare(seen[first], state.length(), suffix) != 0) {
      return Text.LOST;
    }
    boolean goOnAll = compare(seen[state.last()], state.length(), suffix) == 0;
    int last = goOnAll ? state.last() : firstNotBelow(state, suffix, first, true) - 1;
    return new Text(first, last, state.length() + suffix.length(), seen[first]);
  }

  /** The first of the texts that begin like the state and do not go on with less, or with no more. */
  private int firstNotBelow(Text state, String suffix, int from, boolean orEqual) {
    int low = from;
    int high = state.last() + 1;
    while (low < high) {
      int middle = low + high >>> 1;
      int order = compare(seen[middle], state.length(), suffix);
      if (order < 0 || order == 0 && orEqual) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares what a text has from a place on, in the suffix's length, with the suffix. */
  private static int compare(String text, int from, String suffix) {
    int end = Math.min(text.length(), from + suffix.length());
    for (int i = from; i < end; i++) {
      int order = Character.compare(text.charAt(i), suffix.charAt(i - from));
      if (order != 0) {
        return order;
      }
    }
    return end - from - suffix.length();
  }

  @Override
  public String toString() {
    return "kv-append, seen " + Arrays.toString(seen);
  }
}
