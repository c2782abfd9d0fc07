package dev.understudy.standby;

import dev.understudy.checker.DrillReport.Distribution;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Trace;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Two regions: at home a leader and two members in sync, abroad a standby that follows asynchronously
 * over a WAN of 40 to 80 ms each way, and backups in a third place. Three disasters, each greater than
 * the one before, and each met by another of them; what a {@link StandbyDrill} promises holds for each.
 */
public final class RegionDrill {
  private final Disaster disaster;
  private final Setting setting;

  /** A drill of this disaster, with {@link Setting#REGIONAL}. */
  public RegionDrill(Disaster disaster) {
    this(disaster, Setting.REGIONAL);
  }

  /** A drill of this disaster. */
  public RegionDrill(Disaster disaster, Setting setting) {
    this.disaster = disaster;
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
        disaster.word(),
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
    return Judge.run(new RegionStage(cluster, disaster, setting, false));
  }

  /**
   * How long writes take while nothing fails, in milliseconds.
   *
   * @param isAbroadInSync whether the standby abroad is a member in sync instead, so that each write
   *     waits for it
   */
  public static Distribution writes(boolean isAbroadInSync, long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      return writes(cluster, isAbroadInSync);
    }
  }

  static Distribution writes(Cluster cluster, boolean isAbroadInSync) {
    new RegionStage(cluster, Disaster.DISK, Setting.REGIONAL, isAbroadInSync)
        .playWithoutFailure(Duration.ofSeconds(10));
    return new Distribution(new Reading(cluster.trace()).writeMillis());
  }
}
