package dev.understudy.display;

import dev.understudy.display.Scene.Fate;
import dev.understudy.display.Scene.Fold;
import dev.understudy.display.Scene.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final double LOST_AT_ONCE = 20;
  private static final int IDLE = 7;
  private static final int CROWD = 120;

  /** A stretch that was cut out of the axis: {@code y} is the middle of the room it left. */
  record Break(double y, long nanos, String folded) {}

  private final TreeMap<Long, Double> heights = new TreeMap<>();
  private final List<Break> breaks = new ArrayList<>();
  private final long pace;
  private final double density;
  private final double top;
  private final double bottom;

  /**
   * Lays out all moments below {@code top}.
   *
   * @param rise how many pixels a message must fall at least, so that its arrow visibly slants
   */
  TimeScale(double top, Composition what, ToDoubleFunction<Message> rise) {
    TreeSet<Long> moments = what.moments();
    List<Message> messages = what.scene().messages();
    this.top = top;
    this.pace = pace(moments, messages);
    this.density = moments.size() > CROWD ? 0.7 : 1;
    Map<Long, List<Message>> bySend = new TreeMap<>();
    messages.forEach(
        m -> bySend.computeIfAbsent(m.sent(), at -> new ArrayList<>()).add(m));
    Map<Long, Fold> foldAt = foldAt(what.scene().folds(), moments);
    Map<Long, Double> earliest = new TreeMap<>();
    double y = top + (what.scene().beginsInTheMiddle() ? 46 : 18);
    double tail = 0;
    Long before = null;
    for (long at : moments) {
      if (before != null) {
        y = next(y + tail, at, before, earliest.getOrDefault(at, 0.0), foldAt.get(before));
      }
      y += what.headlines().contains(at) ? HEADLINE : 0;
      heights.put(at, y);
      tail = 0;
      for (Message m : bySend.getOrDefault(at, List.of())) {
        earliest.merge(m.end(), y + rise.applyAsDouble(m), Math::max);
        tail = Math.max(tail, m.end() == at && m.fate() == Fate.DROPPED ? LOST_AT_ONCE : 0);
      }
      before = at;
    }
    this.bottom = y + 34;
  }

  /** The height of the moment {@code at}, after one that needs the page down to {@code y}. */
  private double next(double y, long at, long before, double earliest, Fold fold) {
    long gap = at - before;
    if (fold != null || gap > IDLE * pace) {
      double next = Math.max(y + BROKEN, earliest);
      breaks.add(new Break((y + next) / 2, gap, fold == null ? "" : fold.text()));
      return next;
    }
    double doublings = StrictMath.log(1 + 2.0 * gap / pace) / StrictMath.log(2);
    return Math.max(y + density * Math.min(MOST, LEAST + 11 * doublings), earliest);
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
