package dev.understudy.chaos;

import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.cluster.trace.Recorder.Keep;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The runs of many seeds of one subject.
 *
 * @param subject what was run
 * @param results how each run ended, in the order of the seeds
 */
public record Batch(Subject subject, List<Result> results) {
  public Batch {
    results = List.copyOf(results);
  }

  /** Runs so many seeds, from the first one upwards; of the traces only the hash is kept. */
  public static Batch of(Subject subject, long firstSeed, int count) {
    return new Batch(
        subject,
        LongStream.range(firstSeed, firstSeed + count)
            .mapToObj(seed -> ChaosRun.of(subject, Swarm.draw(subject, seed), Keep.HASH))
            .toList());
  }

  /** The runs in which a promise was broken. */
  public List<Result> failed() {
    return results.stream().filter(result -> result.violation().isPresent()).toList();
  }

  /** What the subject hopes to see, and never happened in any run. */
  public List<String> neverSeen() {
    SortedMap<String, Long> seen = seen();
    return subject.hopes().stream().filter(hope -> !seen.containsKey(hope)).toList();
  }

  /** How often each thing was seen that the subject hopes to see. */
  public SortedMap<String, Long> seen() {
    SortedMap<String, Long> all = new TreeMap<>();
    results.forEach(
        result -> result.sometimes().forEach((hope, times) -> all.merge(hope, times, Long::sum)));
    return all;
  }

  /** How many faults of each kind began, by the simple name of the kind. */
  public SortedMap<String, Long> faults() {
    SortedMap<String, Long> all = new TreeMap<>();
    results.forEach(
        result -> result.faults().forEach((kind, times) -> all.merge(kind, times, Long::sum)));
    return all;
  }
}
