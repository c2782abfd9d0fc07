package dev.understudy.standby;

import dev.understudy.checker.DrillRun;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one failure cost with one kind of standby.
 *
 * @param kind the kind
 * @param phases how long each phase took; one that nobody came to is missing
 * @param sinceBackup cold: how long before the failure the last backup was begun; zero without one
 * @param lag how far the standby was behind that follows asynchronously, if there is one
 * @param cost what the standby costs while nothing fails
 * @param drill RPO and RTO as clients saw them
 */
public record StandbyRun(
    StandbyKind kind,
    Map<Phase, Duration> phases,
    Duration sinceBackup,
    Lag lag,
    Cost cost,
    DrillRun drill) {

  /** Copies the map. */
  public StandbyRun {
    EnumMap<Phase, Duration> copy = new EnumMap<>(Phase.class);
    copy.putAll(phases);
    phases = Collections.unmodifiableMap(copy);
  }

  StandbyRun violating(String violation) {
    return new StandbyRun(kind, phases, sinceBackup, lag, cost, drill.violating(violation));
  }

  /** All phases together. */
  public Duration total() {
    return phases.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The phases in seconds, in their order: the parts of a stacked bar. */
  public double[] seconds() {
    double[] seconds = new double[Phase.values().length];
    for (Phase phase : Phase.values()) {
      seconds[phase.ordinal()] = phases.getOrDefault(phase, Duration.ZERO).toMillis() / 1000.0;
    }
    return seconds;
  }
}
