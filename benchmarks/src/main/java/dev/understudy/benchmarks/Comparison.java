package dev.understudy.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The figure of one row of ours, divided by that of another row of the same kind.
 *
 * @param concurrency of both rows
 * @param mode of ours
 * @param aim what the ratio should be at most, or at least
 */
record Comparison(
    String what,
    int concurrency,
    ToDoubleFunction<WriteCost> figure,
    String mode,
    String otherSystem,
    String otherMode,
    double aim,
    boolean isAtMost) {
  private static final double DREAM = 1.25; // of processor time, for what a protocol adds

  /** All that a report tells, in its order. */
  static final List<Comparison> ALL = List.of(
      latency("quorum / floor", "QUORUM", "floor", "QUORUM", 1.25),
      latency("sync / floor to all", "SYNC", "floor", "SYNC", 1.5),
      latency("async / floor", "ASYNC", "floor", "ASYNC", 1.5),
      latency("async / quorum", "ASYNC", "replica", "QUORUM", 0.1),
      rate("quorum / floor", "QUORUM", "floor", 0.5),
      rate("sync / floor to all", "SYNC", "floor", 0.5),
      rate("async / floor", "ASYNC", "floor", 0.5),
      rate("quorum / MicroRaft", "QUORUM", "microRaft", 1.0),
      cpu("quorum / floor", "QUORUM"),
      cpu("sync / floor to all", "SYNC"),
      cpu("async / floor", "ASYNC"));

  private static Comparison latency(
      String what, String mode, String otherSystem, String otherMode, double aim) {
    return new Comparison(
        "p50 at 1, " + what,
        1,
        row -> row.p50Micros().median(),
        mode,
        otherSystem,
        otherMode,
        aim,
        true);
  }

  private static Comparison rate(String what, String mode, String otherSystem, double aim) {
    return new Comparison(
        "writes/s at 256, " + what,
        256,
        row -> row.writesPerSecond().median(),
        mode,
        otherSystem,
        mode,
        aim,
        false);
  }

  private static Comparison cpu(String what, String mode) {
    return new Comparison(
        "CPU at 256, " + what,
        256,
        row -> row.cpuMicros().median(),
        mode,
        "floor",
        mode,
        DREAM,
        true);
  }

  /** The ratio, if both were measured. On disks ASYNC waits for one too: there it is no quick way. */
  Optional<Ratio> of(List<WriteCost> rows, Kind kind) {
    Optional<Double> ours = find(rows, "replica", mode);
    Optional<Double> other = find(rows, otherSystem, otherMode);
    boolean isMeant = !kind.onDisk() || !otherSystem.equals("replica");
    if (ours.isEmpty() || other.isEmpty() || !isMeant) {
      return Optional.empty();
    }
    double value = ours.get() / other.get();
    String words = what + kind.suffix();
    return Optional.of(
        isAtMost
            ? Ratio.atMost(words, kind.members(), value, aim)
            : Ratio.atLeast(words, kind.members(), value, aim));
  }

  private Optional<Double> find(List<WriteCost> rows, String system, String ofMode) {
    return rows.stream()
        .filter(row -> row.is(system, ofMode, concurrency))
        .map(figure::applyAsDouble)
        .findFirst();
  }
}
