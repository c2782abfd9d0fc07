package dev.understudy.recovery;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Stories about databases that come back from their backups, and about backups that were none. */
public final class RecoveryScenarios {
  private static final long DATA = 4 << 20;

  private RecoveryScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    return List.of(
        new Scenario(
            "five-backups",
            "Five ways to get a database back, none ever tried: a copy made by chance is all there is",
            RecoveryScenarios::asItWas),
        new Scenario(
            "five-backups-verified",
            "The same night with one archive that is restored every day: minutes are lost, not hours",
            RecoveryScenarios::withVerifiedBackups),
        new Scenario(
            "restore-in-five-steps",
            "An outage is detect, provision, restore, verify and switch; one of them grows with the data",
            RecoveryScenarios::restore));
  }

  private static Verdict asItWas(Cluster cluster) {
    Night night = FiveBackups.asItWas(cluster);
    return new Verdict(
        isAsExpected(night) && night.alarms().isEmpty(),
        "saved by the " + night.savedBy() + "; " + cost(night) + "; nothing had said so");
  }

  private static Verdict withVerifiedBackups(Cluster cluster) {
    Night night = FiveBackups.withVerifiedBackups(cluster);
    String first = night.alarms().stream()
        .map(alarm -> alarm.mechanism() + " at " + alarm.at())
        .collect(Collectors.joining(", "));
    return new Verdict(
        isAsExpected(night) && night.lostTime().compareTo(Duration.ofMinutes(17)) < 0,
        "saved by the " + night.savedBy() + "; " + cost(night)
            + "; the alarm on the age of restores had rung for: " + first);
  }

  /** Gone is what was written since, and nothing else. */
  private static boolean isAsExpected(Night night) {
    return night.drill().isRecovered() && night.drill().lostKeys().equals(night.expectedLost());
  }

  private static String cost(Night night) {
    return night.drill().lost() + " of " + night.drill().acknowledged()
        + " acknowledged writes lost, of the last " + words(night.lostTime())
        + "; back after " + words(night.outage());
  }

  private static Verdict restore(Cluster cluster) {
    RestoreRun run = RestoreDrill.in(cluster, RestoreDrill.Setting.ofBytes(DATA));
    String steps = run.steps().entrySet().stream()
        .map(step -> step.getKey().word() + " " + seconds(step.getValue()))
        .collect(Collectors.joining(", "));
    return new Verdict(
        run.drill().violations().isEmpty(),
        run.drill().violations().isEmpty()
            ? steps + ": together " + seconds(run.total()) + ", as clients saw it; "
                + run.drill().lost() + " acknowledged writes of the last "
                + seconds(run.drill().rpo()) + " lost"
            : String.join("; ", run.drill().violations()));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  private static String words(Duration duration) {
    return duration.toHours() == 0
        ? duration.toMinutes() + " min"
        : duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }
}
