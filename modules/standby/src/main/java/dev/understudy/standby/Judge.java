package dev.understudy.standby;

import dev.understudy.checker.Drill;
import dev.understudy.checker.DrillRun;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.sim.SimulationFailure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/** Plays a stage, reads its trace, and says which promises were broken. */
final class Judge {
  /** So long does a message take at most in a network without faults, to a client that is near. */
  private static final Duration LONGEST_WAY = Duration.ofMillis(6);

  private final Stage stage;

  private Judge(Stage stage) {
    this.stage = stage;
  }

  static StandbyRun run(Stage stage) {
    return new Judge(stage).run();
  }

  private StandbyRun run() {
    String broken = "";
    try {
      stage.play();
    } catch (SimulationFailure invariant) {
      broken = invariant.getMessage();
    }
    Trace trace = stage.cluster.trace();
    if (trace.events().stream().noneMatch(TraceEvent.FaultBegan.class::isInstance)) {
      return beforeTheFailure(trace).violating(broken);
    }
    Reading reading = new Reading(trace);
    StandbyRun run = measured(trace, reading);
    return broken.isEmpty() ? judged(run, reading) : run.violating(broken);
  }

  private StandbyRun beforeTheFailure(Trace trace) {
    return new StandbyRun(
        stage.kind,
        new EnumMap<>(Phase.class),
        Duration.ZERO,
        Lag.NONE,
        new Cost(stage.replicas.size(), 0, 0, 0, 0),
        new DrillRun(
            trace.seed(),
            0,
            List.of(),
            0,
            Duration.ZERO,
            Optional.empty(),
            Duration.ZERO,
            List.of()));
  }

  private StandbyRun measured(Trace trace, Reading reading) {
    return new StandbyRun(
        stage.kind,
        reading.phases(stage.kind),
        stage.kind == StandbyKind.COLD
            ? reading.failure().minus(stage.lastBackup().begun())
            : Duration.ZERO,
        reading.lag(Stage.LEADER, stage.behind()),
        reading.cost(stage.replicas, List.of(Stage.ARCHIVIST), stage.bytesOfBackups()),
        Drill.measure(trace, Writers.AUDITOR));
  }

  private StandbyRun judged(StandbyRun run, Reading reading) {
    Optional<Duration> rto = run.drill().rto();
    if (rto.isEmpty()) {
      return run.violating("L nobody took over: the phases were " + run.phases());
    }
    StandbyRun judged = run;
    if (!run.total().equals(rto.get())) {
      judged = judged.violating("the phases take %s together, but clients waited %s: %s"
          .formatted(run.total(), rto.get(), run.phases()));
    }
    List<String> lost = run.drill().lostKeys();
    long cameBack = stage.cameBack();
    List<String> predicted = reading.acknowledgedBehind(Stage.LEADER, cameBack);
    if (!lost.equals(predicted)) {
      judged = judged.violating("R3 clients lost " + lost + ", but acknowledged behind entry "
          + cameBack + " were " + predicted);
    }
    if (stage.kind == StandbyKind.HOT && !lost.isEmpty()) {
      judged = judged.violating("R1 acknowledged writes are gone: " + lost);
    }
    // An answer that was on its way at the failure is still heard: RPO counts to there.
    if (stage.kind == StandbyKind.COLD
        && run.drill().rpo().compareTo(run.sinceBackup().plus(LONGEST_WAY)) > 0) {
      judged = judged.violating(
          "writes of the last %s are gone, but the last backup was begun %s before the failure"
              .formatted(run.drill().rpo(), run.sinceBackup()));
    }
    return judged;
  }
}
