package dev.understudy.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether replicas that were healed, and given time, hold the same. */
public final class Convergence {
  private Convergence() {}

  /**
   * Compares what replicas hold.
   *
   * @param contents of each replica a hash of its data, or the data in words
   * @return nothing if all are equal, else who holds what
   */
  public static Optional<String> violation(Map<String, String> contents) {
    SortedMap<String, List<String>> holders = new TreeMap<>();
    new TreeMap<>(contents)
        .forEach((replica, content) ->
            holders.computeIfAbsent(content, c -> new ArrayList<>()).add(replica));
    if (holders.size() < 2) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    holders.forEach((content, replicas) -> words.add(
        String.join(", ", replicas) + (replicas.size() == 1 ? " holds " : " hold ") + content));
    return Optional.of("the replicas differ: " + String.join("; ", words));
  }
}
