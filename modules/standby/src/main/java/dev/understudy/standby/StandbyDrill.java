package dev.understudy.standby;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Trace;
import java.util.stream.LongStream;

/**
 * The same failure with a standby of each kind: while clients write, the leader's machine is destroyed
 * with its disk. A monitor notices, the standby takes over, the clients find it, and an auditor reads
 * every key.
 *
 * <p>What is real: the heartbeats that are missed; the replication; the promotion by an operator; the
 * backups, which are bytes of what a replica had committed, and their restore on another machine. What
 * is declared is in the {@link Setting}.
 *
 * <p>A run breaks a promise if nobody takes over, if the phases together are not the RTO that clients
 * saw, if what is lost is not exactly what was acknowledged behind the point up to which the one who
 * took over has the lost log (R3), if with a hot standby anything is lost (R1), or if with a cold one a
 * write is lost that was acknowledged before the last backup was begun.
 */
public final class StandbyDrill {
  private final StandbyKind kind;
  private final Setting setting;

  /** A drill with a standby of this kind. */
  public StandbyDrill(StandbyKind kind, Setting setting) {
    this.kind = kind;
    this.setting = setting;
  }

  /** One run; the same seed gives the same run. */
  public StandbyRun run(long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      return in(cluster);
    }
  }

  /** The runs of so many seeds, from the first one upwards. */
  public StandbyReport runs(long firstSeed, int count) {
    return new StandbyReport(
        kind.word(),
        LongStream.range(0, count).mapToObj(i -> run(firstSeed + i)).toList());
  }

  /** All that happens in the run of this seed, to be looked at. */
  public Trace trace(long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      in(cluster);
      return cluster.trace();
    }
  }

  /** One run in a fresh simulated cluster, whose trace is there afterwards. */
  StandbyRun in(Cluster cluster) {
    return Judge.run(new StandbyStage(cluster, kind, setting));
  }
}
