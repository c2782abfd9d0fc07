package dev.understudy.replication;

import dev.understudy.checker.Drill;
import dev.understudy.checker.DrillReport;
import dev.understudy.checker.DrillRun;
import dev.understudy.checker.History;
import dev.understudy.checker.Linearizability;
import dev.understudy.checker.Verdict;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.sim.SimulationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * A failover drill: clients write, a replica fails, an operator reacts after about three seconds, and
 * at the end an auditor reads every key. How many replicas and clients there are, when the failure
 * comes, how long it lasts and who is cut off with the victim, the seed decides.
 *
 * <p>A run breaks a promise if
 *
 * <ul>
 *   <li>the cluster did not recover,
 *   <li>with {@link Mode#QUORUM} or {@link Mode#SYNC} an acknowledged write was lost (R1), or what the
 *       clients saw is not linearizable, or nobody could tell whether it is,
 *   <li>with {@link Mode#ASYNC} the lost writes are not exactly those that the promoted leader had
 *       never saved (R3); losing those is no broken promise but a price,
 *   <li>with {@link Mode#SEMI_SYNC} the same, or one of them was acknowledged while the leader did not
 *       say that it goes on alone: one replica fails in a drill, and that must not cost a write,
 *   <li>an invariant of the replicas broke.
 * </ul>
 */
public final class ReplicationDrill {
  private final Mode mode;
  private final Failure failure;
  private final Victim victim;
  private final Supplier<? extends Replica> replicas;
  private final Supplier<? extends Operator> operators;

  /** A drill in which the leader fails. */
  public ReplicationDrill(Mode mode, Failure failure) {
    this(mode, failure, Victim.LEADER);
  }

  /** A drill in which the leader or a follower fails. */
  public ReplicationDrill(Mode mode, Failure failure, Victim victim) {
    this(mode, failure, victim, () -> new Replica(mode), Operator::new);
  }

  /** A drill of other replicas than ours, or of another operator: broken ones, to see them caught. */
  public ReplicationDrill(
      Mode mode,
      Failure failure,
      Victim victim,
      Supplier<? extends Replica> replicas,
      Supplier<? extends Operator> operators) {
    this.mode = mode;
    this.failure = failure;
    this.victim = victim;
    this.replicas = replicas;
    this.operators = operators;
  }

  /** One run; the same seed gives the same run. */
  public DrillRun run(long seed) {
    return play(seed).run();
  }

  /** The runs of so many seeds, from the first one upwards. */
  public DrillReport runs(long firstSeed, int count) {
    return new DrillReport(
        LongStream.range(0, count).mapToObj(i -> run(firstSeed + i)).toList());
  }

  /** All that happens in the run of this seed, to be looked at. */
  public Trace trace(long seed) {
    return play(seed).trace();
  }

  private record Played(DrillRun run, Trace trace) {}

  private Played play(long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      String broken = "";
      try {
        new DrillStage(cluster, seed, mode, failure, victim, replicas, operators).play();
      } catch (SimulationFailure invariant) {
        broken = invariant.getMessage();
      }
      Trace trace = cluster.trace();
      return new Played(
          broken.isEmpty() ? judged(trace) : measured(trace).violating(broken), trace);
    }
  }

  private static DrillRun measured(Trace trace) {
    boolean isFailed = trace.events().stream().anyMatch(TraceEvent.FaultBegan.class::isInstance);
    return isFailed
        ? Drill.measure(trace, DrillStage.AUDITOR)
        : new DrillRun(
            trace.seed(),
            0,
            List.of(),
            0,
            Duration.ZERO,
            Optional.empty(),
            Duration.ZERO,
            List.of());
  }

  private DrillRun judged(Trace trace) {
    DrillRun run = measured(trace);
    if (!run.isRecovered()) {
      run = run.violating("L the cluster did not recover");
    }
    return switch (mode) {
      case ASYNC -> judgedByLoss(run, trace);
      case SEMI_SYNC -> judgedByReport(judgedByLoss(run, trace), trace);
      case QUORUM, SYNC -> judgedByPromise(run, trace);
    };
  }

  static DrillRun judgedByReport(DrillRun run, Trace trace) {
    List<String> unreported = new ArrayList<>(run.lostKeys());
    unreported.removeAll(AcknowledgedAlone.keys(trace));
    return unreported.isEmpty()
        ? run
        : run.violating(
            "R1 what was acknowledged with a follower is gone with the leader: " + unreported);
  }

  static DrillRun judgedByLoss(DrillRun run, Trace trace) {
    List<String> predicted = NotReplicated.keys(trace);
    return run.lostKeys().equals(predicted) || !run.isRecovered()
        ? run
        : run.violating("R3 clients lost " + run.lostKeys()
            + ", but what the promoted leader had never saved is " + predicted);
  }

  private static DrillRun judgedByPromise(DrillRun run, Trace trace) {
    DrillRun judged = run.lost() == 0
        ? run
        : run.violating("R1 " + run.lost() + " of " + run.acknowledged()
            + " acknowledged writes are gone: " + run.lostKeys());
    Verdict verdict = Linearizability.check(History.of(trace));
    return verdict instanceof Verdict.Linearizable ? judged : judged.violating(verdict.text());
  }
}
