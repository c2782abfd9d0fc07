package dev.understudy.recovery;

import dev.understudy.checker.Drill;
import dev.understudy.checker.DrillRun;
import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A database is lost for good, machine and disk, while clients write; a monitor notices, a new machine
 * is made, restored from the backups, verified and found by the clients. The drill measures each of
 * these steps in virtual time, by what happens in each.
 *
 * <p>What is real: the heartbeats that are missed; the bytes of the store, which lie on the vault and
 * are read twice, once to check them and once to copy them; the opening of the restored store; the
 * clients, who ask both machines in turn until one answers. What is declared: how long a machine takes
 * to be there, how many bytes a second can be read, how long the replay of a record takes.
 *
 * <p>A run breaks a promise if it does not recover, if the steps together are not the RTO that the
 * clients saw, or if a write is lost that was acknowledged before the last backup was begun.
 */
public final class RestoreDrill {

  /**
   * How a run is set up. The restore takes as long as size divided by rate says: a store of 1 GiB at
   * 64 MiB/s and one of 16 MiB at 1 MiB/s take the same time, so a small store may stand for a great
   * one if its rate is made as much smaller.
   *
   * @param bytes how much data lies in the store before clients come, in values of 4 KiB
   * @param bytesPerSecond how much the new machine reads
   * @param heartbeat how often the monitor asks
   * @param misses so many answers must be missing before it suspects
   * @param provisioning until there is a new machine
   * @param perRecord how long the replay of a record takes
   */
  public record Setting(
      long bytes,
      long bytesPerSecond,
      Duration heartbeat,
      int misses,
      Duration provisioning,
      Duration perRecord) {

    /** Refuses what would not end. */
    public Setting {
      if (bytes < 0 || bytesPerSecond < 1 || misses < 1 || heartbeat.toMillis() < 1) {
        throw new IllegalArgumentException(
            "a restore drill needs 0 bytes or more, a rate above 0, 1 miss or more and a heartbeat"
                + " of 1 ms or more, but it has "
                + "%d, %d, %d and %s".formatted(bytes, bytesPerSecond, misses, heartbeat));
      }
    }

    /**
     * So much data, 1 MiB a second; a heartbeat each second, of which three must be missing; half a
     * minute for a machine; 10 µs a record.
     */
    public static Setting ofBytes(long bytes) {
      return new Setting(
          bytes,
          1 << 20,
          Duration.ofSeconds(1),
          3,
          Duration.ofSeconds(30),
          Duration.ofNanos(10_000));
    }

    /** The same at another rate. */
    public Setting withBytesPerSecond(long rate) {
      return new Setting(bytes, rate, heartbeat, misses, provisioning, perRecord);
    }

    /** The same with another monitor. */
    public Setting withHeartbeat(Duration interval, int most) {
      return new Setting(bytes, bytesPerSecond, interval, most, provisioning, perRecord);
    }

    /** The same with machines that are there sooner or later. */
    public Setting withProvisioning(Duration time) {
      return new Setting(bytes, bytesPerSecond, heartbeat, misses, time, perRecord);
    }

    /** The same with a slower or quicker replay. */
    public Setting withPerRecord(Duration time) {
      return new Setting(bytes, bytesPerSecond, heartbeat, misses, provisioning, time);
    }
  }

  /** So long does a message take at most in a network without faults. */
  private static final Duration LONGEST_WAY = Duration.ofMillis(2);

  private RestoreDrill() {}

  /** One run; the same seed gives the same run. */
  public static RestoreRun run(Setting setting, long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      return in(cluster, setting);
    }
  }

  /** One run in a fresh simulated cluster, whose trace is there afterwards. */
  static RestoreRun in(Cluster cluster, Setting setting) {
    RestoreStage stage = new RestoreStage(cluster, setting);
    stage.play();
    Trace trace = cluster.trace();
    DrillRun drill = Drill.measure(trace, RestoreStage.AUDITOR);
    Machine.State state = cluster.state(RestoreStage.SPARE, Machine.State.class);
    return judged(new RestoreRun(
        setting,
        state.restoredBytes(),
        state.replayed(),
        steps(trace),
        stage.sinceBackup(),
        drill));
  }

  private static RestoreRun judged(RestoreRun run) {
    Optional<Duration> rto = run.drill().rto();
    RestoreRun judged = run;
    if (rto.isEmpty()) {
      judged = judged.violating("the database did not come back");
    } else if (run.steps().values().stream().anyMatch(Duration::isNegative)) {
      judged = judged.violating("a step was over before the one before it: " + run.steps());
    } else if (!run.total().equals(rto.get())) {
      judged = judged.violating("the steps take %s together, but clients waited %s: %s"
          .formatted(run.total(), rto.get(), run.steps()));
    }
    // An answer that was on its way at the failure is still heard: RPO counts to there.
    return run.drill().rpo().compareTo(run.sinceBackup().plus(LONGEST_WAY)) <= 0
        ? judged
        : judged.violating("writes of the last %s are gone, but the last backup is of %s before"
            .formatted(run.drill().rpo(), run.sinceBackup()));
  }

  /** Each step from the end of the one before it; what nobody said to be over has no length. */
  private static Map<Step, Duration> steps(Trace trace) {
    Map<Step, Duration> steps = new EnumMap<>(Step.class);
    Duration before = trace.events().stream()
        .filter(TraceEvent.FaultBegan.class::isInstance)
        .map(event -> Duration.ofNanos(event.atNanos()))
        .findFirst()
        .orElseThrow();
    Duration failure = before;
    for (Step step : Step.values()) {
      Optional<Duration> end =
          step == Step.SWITCH ? firstAnswer(trace, failure) : said(trace, step);
      if (end.isEmpty()) {
        return steps;
      }
      steps.put(step, end.get().minus(before));
      before = end.get();
    }
    return steps;
  }

  private static Optional<Duration> said(Trace trace, Step step) {
    return trace.events().stream()
        .filter(event ->
            event instanceof TraceEvent.Noted noted && noted.remark().equals(step.remark()))
        .map(event -> Duration.ofNanos(event.atNanos()))
        .findFirst();
  }

  /** When a client first heard that a write was done which it had asked for after the failure. */
  private static Optional<Duration> firstAnswer(Trace trace, Duration failure) {
    return History.of(trace).operations().stream()
        .filter(write -> write.command() instanceof Command.Put)
        .filter(write -> write.outcome().isOk() && write.called().compareTo(failure) > 0)
        .map(Operation::returned)
        .min(Comparator.naturalOrder());
  }
}
