package dev.understudy.display;

/**
 * What an axis shows.
 *
 * @param label the quantity and its unit, such as {@code "latency, ms"}
 * @param logarithmic whether equal distances are equal ratios; needs values above zero
 */
public record Axis(String label, boolean logarithmic) {

  /** An axis with equal steps. */
  public static Axis of(String label) {
    return new Axis(label, false);
  }

  /** An axis on which each power of ten takes the same room; every value must be above zero. */
  public static Axis log(String label) {
    return new Axis(label, true);
  }
}
