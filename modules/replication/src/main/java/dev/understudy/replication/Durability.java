package dev.understudy.replication;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How safe a write must be before its client is told: whose copies count, and how far they must have
 * come. The default of a cluster is its mode and {@link Point#FLUSHED}; a client may wish for another
 * one for a single write, in the words of {@link #wish}.
 *
 * <p>A wish for more than the mode gives is kept whatever the mode is. Where the members in sync alone
 * may lead, a wish for a quorum waits for them too, or one of them could lead without the write.
 *
 * @param mode whose copies
 * @param point how far they have come
 */
public record Durability(Mode mode, Point point) {
  /** How far a copy must have come with a write before it counts; the leader's own is always flushed. */
  public enum Point {
    /** The follower has it in memory. One power cut that hits all may lose it. */
    WRITTEN,
    /** The follower's disk holds it. */
    FLUSHED,
    /** The follower has applied it too: who reads there sees it. */
    APPLIED
  }

  private static final List<Durability> ALL = Stream.of(Mode.values())
      .flatMap(mode -> Stream.of(Point.values()).map(point -> new Durability(mode, point)))
      .toList();

  private static final SortedMap<String, Durability> BY_WISH = byWish();

  private static SortedMap<String, Durability> byWish() {
    SortedMap<String, Durability> all = new TreeMap<>();
    ALL.forEach(durability -> all.put(durability.wish(), durability));
    for (Mode mode : Mode.values()) {
      all.put(word(mode), of(mode));
    }
    return Collections.unmodifiableSortedMap(all);
  }

  /** Every one there is. */
  public static List<Durability> all() {
    return ALL;
  }

  /** On the disks that this mode asks for. */
  public static Durability of(Mode mode) {
    return new Durability(mode, Point.FLUSHED);
  }

  /** What somebody wishes in these words; null if there is no such thing. */
  static Durability wished(String wish) {
    return BY_WISH.get(wish);
  }

  /** What a client may wish for, in a sentence. */
  static String allowed() {
    return "wish for async, semi-sync, quorum or sync, and if need be for written, flushed or applied"
        + " after it, such as \"quorum applied\"";
  }

  /** The wish for this one, as a client writes it into its request: "quorum applied". */
  public String wish() {
    return word(mode) + " " + word(point);
  }

  int number() {
    return mode.ordinal() * Point.values().length + point.ordinal();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
