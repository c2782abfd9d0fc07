package dev.understudy.benchmarks;

import dev.understudy.replication.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a replicated write costs in one system, over all its iterations.
 *
 * @param system {@code replica}, {@code client}, {@code floor} or {@code microRaft}
 * @param mode {@code ASYNC}, {@code SEMI_SYNC}, {@code QUORUM} or {@code SYNC}
 * @param members how many copies, the leader's included
 * @param concurrency how many writes were under way at any time
 * @param bytes the length of a value
 * @param onDisk whether a copy counted when it was synced to a disk, and not only kept in memory
 * @param writesPerSecond acknowledged writes in a second
 * @param p50Micros half of the writes of an iteration took at most so long
 * @param p99Micros 99 % of them took at most so long
 * @param cpuMicros processor time of the whole JVM for one write
 */
public record WriteCost(
    String system,
    String mode,
    int members,
    int concurrency,
    int bytes,
    boolean onDisk,
    Figure writesPerSecond,
    Figure p50Micros,
    Figure p99Micros,
    Figure cpuMicros) {
  private static final List<String> SYSTEMS = List.of("replica", "client", "floor", "microRaft");

  /** Ours first, then what they are compared with. */
  static final Comparator<WriteCost> IN_ORDER = Comparator.comparing(WriteCost::onDisk)
      .thenComparingInt(WriteCost::bytes)
      .thenComparingInt(WriteCost::members)
      .thenComparingInt(WriteCost::concurrency)
      .thenComparingInt(row -> SYSTEMS.indexOf(row.system()))
      .thenComparingInt(row -> Mode.valueOf(row.mode()).ordinal());

  Kind kind() {
    return new Kind(members, bytes, onDisk);
  }

  boolean is(String someSystem, String someMode, int someConcurrency) {
    return system.equals(someSystem) && mode.equals(someMode) && concurrency == someConcurrency;
  }

  /** Its name in tables and charts. */
  String name() {
    String words = mode.toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (system) {
      case "replica" -> words;
      case "client" -> words + ", through a client";
      case "floor" -> "floor, " + (mode.equals("SYNC") ? "all" : words);
      default -> "MicroRaft 0.7";
    };
  }
}
