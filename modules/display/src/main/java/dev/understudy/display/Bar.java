package dev.understudy.display;

import java.util.List;

/**
 * One bar, or several parts on top of each other.
 *
 * @param name stands below or beside the bar
 * @param parts one value for each part of the chart, zero or more
 */
public record Bar(String name, List<Double> parts) {
  public Bar {
    parts = List.copyOf(parts);
  }

  /** A bar of one value, or of stacked parts in the order of the chart's part names. */
  public static Bar of(String name, double... parts) {
    return new Bar(name, java.util.Arrays.stream(parts).boxed().toList());
  }

  double total() {
    return parts.stream().mapToDouble(Double::doubleValue).sum();
  }
}
