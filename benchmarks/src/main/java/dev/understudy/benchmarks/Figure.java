package dev.understudy.benchmarks;

import java.util.List;

/**
 * One thing that was measured several times.
 *
 * @param median the middle one
 * @param least the smallest one
 * @param greatest the greatest one
 */
public record Figure(double median, double least, double greatest) {
  /** Of these values, at least one. */
  static Figure of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Figure(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
