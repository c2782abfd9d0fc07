package dev.understudy.recovery;

import dev.understudy.checker.DrillRun;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the loss of a database cost in one run.
 *
 * @param setting how the run was set up
 * @param restoredBytes so many bytes lay on the new machine's disk when the restore was done
 * @param replayed so many records were replayed to verify it
 * @param steps how long each step took; a step that nobody came to is missing
 * @param sinceBackup how long before the failure the last backup was begun
 * @param drill RPO and RTO as clients saw them
 */
public record RestoreRun(
    RestoreDrill.Setting setting,
    long restoredBytes,
    long replayed,
    Map<Step, Duration> steps,
    Duration sinceBackup,
    DrillRun drill) {

  /** Copies the map. */
  public RestoreRun {
    EnumMap<Step, Duration> copy = new EnumMap<>(Step.class);
    copy.putAll(steps);
    steps = Collections.unmodifiableMap(copy);
  }

  RestoreRun violating(String violation) {
    return new RestoreRun(
        setting, restoredBytes, replayed, steps, sinceBackup, drill.violating(violation));
  }

  /** All steps together. */
  public Duration total() {
    return steps.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The steps in seconds, in their order: the parts of a stacked bar. */
  public double[] seconds() {
    double[] seconds = new double[Step.values().length];
    for (Step step : Step.values()) {
      seconds[step.ordinal()] = steps.getOrDefault(step, Duration.ZERO).toMillis() / 1000.0;
    }
    return seconds;
  }
}
