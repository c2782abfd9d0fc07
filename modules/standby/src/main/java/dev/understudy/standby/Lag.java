package dev.understudy.standby;

import java.util.List;

/**
 * How long entries took from the leader's disk to that of a standby that follows asynchronously, in
 * milliseconds.
 *
 * @param p50 half of them at most
 * @param max the slowest one
 */
public record Lag(double p50, double max) {
  /** Nobody follows asynchronously, or nothing has come there. */
  public static final Lag NONE = new Lag(0, 0);

  static Lag of(List<Double> rising) {
    return rising.isEmpty()
        ? NONE
        : new Lag(rising.get((rising.size() - 1) / 2), rising.get(rising.size() - 1));
  }
}
