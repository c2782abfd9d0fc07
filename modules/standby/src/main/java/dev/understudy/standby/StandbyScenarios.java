package dev.understudy.standby;

import dev.understudy.checker.DrillReport.Distribution;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import java.time.Duration;
import java.util.List;

/** Stories about standbys: the same failure, and what each of them saves. */
public final class StandbyScenarios {
  private StandbyScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    return List.of(
        new Scenario(
            "cold-standby",
            "Cold: a machine is made and restored; what was written since the last backup is gone",
            cluster -> drill(cluster, StandbyKind.COLD)),
        new Scenario(
            "hot-standby",
            "Hot: a member in sync has every acknowledged write, and is promoted at once",
            cluster -> drill(cluster, StandbyKind.HOT)),
        new Scenario(
            "lost-disk",
            "The leader's disk is lost: a member in sync at home takes over, nothing is missing",
            cluster -> drill(cluster, Disaster.DISK)),
        new Scenario(
            "lost-everything",
            "Both regions are lost: what the last backup holds comes back, elsewhere and late",
            cluster -> drill(cluster, Disaster.EVERYTHING)),
        new Scenario(
            "lost-region",
            "The home region is lost: the standby abroad lacks what was on the WAN, and no more",
            cluster -> drill(cluster, Disaster.REGION)),
        new Scenario(
            "sync-abroad",
            "A member in sync abroad would lose nothing: each write waits for the WAN, there and back",
            StandbyScenarios::syncAbroad),
        new Scenario(
            "warm-standby",
            "Warm: an asynchronous standby lacks what was still on its way, and waits for a decision",
            cluster -> drill(cluster, StandbyKind.WARM)));
  }

  private static Verdict drill(Cluster cluster, StandbyKind kind) {
    return verdict(new StandbyDrill(kind, Setting.USUAL).in(cluster));
  }

  private static Verdict drill(Cluster cluster, Disaster disaster) {
    return verdict(new RegionDrill(disaster).in(cluster));
  }

  private static Verdict syncAbroad(Cluster cluster) {
    Distribution millis = RegionDrill.writes(cluster, true);
    long thereAndBack = 2 * RegionStage.LEAST_WAY_ABROAD.toMillis();
    return new Verdict(
        millis.values().stream().allMatch(one -> one >= thereAndBack),
        Figures.text(
            "%d writes took %.0f to %.0f ms each; the WAN takes %d to %d ms there and back",
            millis.values().size(),
            millis.percentile(1).orElse(0),
            millis.max().orElse(0),
            thereAndBack,
            2 * RegionStage.MOST_WAY_ABROAD.toMillis()));
  }

  private static Verdict verdict(StandbyRun run) {
    List<String> broken = run.drill().violations();
    return new Verdict(broken.isEmpty(), broken.isEmpty() ? seen(run) : String.join("; ", broken));
  }

  private static String seen(StandbyRun run) {
    StringBuilder seen = new StringBuilder();
    run.phases().forEach((phase, time) -> {
      if (!time.isZero()) {
        seen.append(phase.word()).append(' ').append(seconds(time)).append(", ");
      }
    });
    return seen.append("together ")
        .append(seconds(run.total()))
        .append(", as clients saw it; ")
        .append(run.drill().lost())
        .append(" of ")
        .append(run.drill().acknowledged())
        .append(" acknowledged writes lost, of the last ")
        .append(seconds(run.drill().rpo()))
        .toString();
  }

  private static String seconds(Duration duration) {
    return Figures.text("%.2f s", duration.toMillis() / 1000.0);
  }
}
