package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link MemoryBenchmark} found.
 *
 * @param away whether a follower was cut off from the beginning
 * @param writes so many were acknowledged when it was looked first, four times as many in the end
 * @param lag how many entries that follower lacked in the end
 * @param entries how many entries the leader's log had in the end, behind its snapshot
 * @param kibAtFirst used heap, of all replicas together, after the first part
 * @param kibAtLast the same in the end
 */
public record Retained(
    boolean away, int writes, Figure lag, Figure entries, Figure kibAtFirst, Figure kibAtLast) {
  private static final double MOST = 2; // a log is shortened now and then, and grows in between

  /** In words, for a table. */
  String name() {
    return away ? "one follower away" : "all keep up";
  }

  /** Whether memory grows with lag: beside none, and while it lasts. */
  static List<Ratio> ratios(List<Retained> all) {
    List<Ratio> ratios = new ArrayList<>();
    Optional<Retained> none = find(all, false);
    find(all, true).ifPresent(away -> {
      none.ifPresent(other ->
          ratios.add(ratio("one follower away / none", away.kibAtLast(), other.kibAtLast())));
      ratios.add(
          ratio("one away, after 4 times as many writes", away.kibAtLast(), away.kibAtFirst()));
    });
    return ratios;
  }

  private static Optional<Retained> find(List<Retained> all, boolean away) {
    return all.stream().filter(one -> one.away() == away).findFirst();
  }

  private static Ratio ratio(String what, Figure one, Figure other) {
    return Ratio.atMost("heap, " + what, 3, one.median() / other.median(), MOST);
  }
}
