package dev.understudy.display;

import dev.understudy.display.Scene.Fold;
import dev.understudy.display.Scene.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Where on the page a moment stands. A cluster idles for seconds and then decides everything in a
 * millisecond, so distance grows with the logarithm of time, and a long idle stretch is broken out
 * of the axis and named.
 */
final class TimeScale {
  private static final double LEAST = 10;
  private static final double MOST = 44;
  private static final double BROKEN = 46;
  private static final double HEADLINE = 15;

  /** A stretch that was cut out of the axis: {@code y} is the middle of the room it left. */
  record Break(double y, long nanos, String folded) {}

  private final TreeMap<Long, Double> heights = new TreeMap<>();
  private final List<Break> breaks = new ArrayList<>();
  private final double top;
  private final double bottom;

  /**
   * Lays out all moments below {@code top}.
   *
   * @param headlines the moments that need room for a line of text above them
   * @param rise how many pixels a message must fall at least, so that its arrow visibly slants
   */
  TimeScale(
      double top,
      TreeSet<Long> moments,
      Set<Long> headlines,
      List<Message> messages,
      List<Fold> folds,
      ToDoubleFunction<Message> rise) {
    this.top = top;
    long pace = pace(moments, messages);
    Map<Long, Double> earliest = new TreeMap<>();
    Map<Long, List<Message>> bySend = new TreeMap<>();
    messages.forEach(
        m -> bySend.computeIfAbsent(m.sent(), at -> new ArrayList<>()).add(m));
    Map<Long, Fold> foldAt = foldAt(folds, moments);
    double y = top + 18;
    Long before = null;
    for (long at : moments) {
      double head = headlines.contains(at) ? HEADLINE : 0;
      if (before == null) {
        y += head;
      } else {
        y = Math.max(
            y + step(before, at, pace, foldAt.get(before), y) + head,
            earliest.getOrDefault(at, 0.0));
      }
      heights.put(at, y);
      for (Message m : bySend.getOrDefault(at, List.of())) {
        if (m.end() > at) {
          earliest.merge(m.end(), y + rise.applyAsDouble(m), Math::max);
        }
      }
      before = at;
    }
    this.bottom = y + 30;
  }

  double y(long at) {
    Double exact = heights.get(at);
    if (exact != null) {
      return exact;
    }
    Map.Entry<Long, Double> before = heights.floorEntry(at);
    Map.Entry<Long, Double> after = heights.ceilingEntry(at);
    if (before == null || after == null) {
      return before == null ? top : bottom;
    }
    double share = (double) (at - before.getKey()) / (after.getKey() - before.getKey());
    return before.getValue() + share * (after.getValue() - before.getValue());
  }

  double top() {
    return top;
  }

  double bottom() {
    return bottom;
  }

  List<Break> breaks() {
    return breaks;
  }

  /** Every moment that has a place of its own, with that place. */
  Map<Long, Double> moments() {
    return heights;
  }

  private double step(long before, long at, long pace, Fold fold, double y) {
    long gap = at - before;
    if (fold != null || gap > 7 * pace) {
      breaks.add(new Break(y + BROKEN / 2, gap, fold == null ? "" : fold.text()));
      return BROKEN;
    }
    double doublings = StrictMath.log(1 + 2.0 * gap / pace) / StrictMath.log(2);
    return Math.min(MOST, LEAST + 11 * doublings);
  }

  /** The time that a message takes as a rule; without messages, the time between two moments. */
  private static long pace(TreeSet<Long> moments, List<Message> messages) {
    List<Long> times = new ArrayList<>();
    messages.stream().map(m -> m.end() - m.sent()).filter(t -> t > 0).forEach(times::add);
    if (times.isEmpty()) {
      Long before = null;
      for (long at : moments) {
        if (before != null) {
          times.add(at - before);
        }
        before = at;
      }
    }
    times.sort(null);
    return times.isEmpty() ? 1 : Math.max(1, times.get(times.size() / 2));
  }

  /** A fold's marker goes where the most time passes between the moments that were drawn after all. */
  private static Map<Long, Fold> foldAt(List<Fold> folds, TreeSet<Long> moments) {
    Map<Long, Fold> at = new TreeMap<>();
    for (Fold fold : folds) {
      long best = fold.from();
      long widest = -1;
      for (long from : moments.subSet(fold.from(), true, fold.to(), false)) {
        long gap = moments.higher(from) - from;
        if (gap > widest) {
          widest = gap;
          best = from;
        }
      }
      at.put(best, fold);
    }
    return at;
  }
}
