package dev.understudy.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Points that belong together and have a name.
 *
 * @param name as the legend says it
 * @param points in the order in which a line joins them
 */
public record Series(String name, List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /** Pairs the n-th of {@code xs} with the n-th of {@code ys}. */
  public static Series of(String name, double[] xs, double[] ys) {
    if (xs.length != ys.length) {
      throw new IllegalArgumentException("series '" + name + "' has " + xs.length + " x and "
          + ys.length + " y: give as many of each");
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      points.add(new Point(xs[i], ys[i]));
    }
    return new Series(name, points);
  }

  /**
   * The share of samples, 0 to 1, that are at most x: an empirical distribution function, drawn as
   * steps' corners, one for each different sample.
   */
  public static Series cumulative(String name, double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      if (i + 1 == sorted.length || sorted[i] != sorted[i + 1]) {
        points.add(new Point(sorted[i], (i + 1.0) / sorted.length));
      }
    }
    return new Series(name, points);
  }
}
