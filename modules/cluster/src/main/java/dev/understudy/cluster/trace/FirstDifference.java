package dev.understudy.cluster.trace;

import java.util.List;
import java.util.Optional;

/**
 * Where two runs part that should be one and the same.
 *
 * @param event which event it is, counted from 1
 * @param one the event in one run, as a line of {@link Trace#exactLines()}; "" if that run has ended
 * @param other the event in the other run
 */
public record FirstDifference(int event, String one, String other) {
  /** The first line in which they differ; nothing if they are equal. */
  public static Optional<FirstDifference> between(List<String> one, List<String> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String here = i < one.size() ? one.get(i) : "";
      String there = i < other.size() ? other.get(i) : "";
      if (!here.equals(there)) {
        return Optional.of(new FirstDifference(i + 1, here, there));
      }
    }
    return Optional.empty();
  }
}
