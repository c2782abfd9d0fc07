package dev.understudy.lab;

import dev.understudy.standby.Disaster;
import dev.understudy.standby.RegionDrill;
import dev.understudy.standby.Setting;
import dev.understudy.standby.StandbyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Three disasters for a store with a home region, a standby abroad and backups elsewhere. */
@Command(
    name = "regions",
    mixinStandardHelpOptions = true,
    description = {
      "Three members in sync at home, a standby abroad that follows over a WAN of 40 to 80 ms, backups"
          + " in a third place. Then the leader's disk is lost, or the home region, or everything.",
      "",
      "A backup every 10 s stands for one a week: an RPO of 5 s from it stands for half a week.",
      "",
      "An interrupted drill reports on the runs that were done."
    },
    footer = {
      "",
      "Exit code: 0 what took over kept its promise, 1 it did not, 2 wrong usage, 130 interrupted."
    })
final class StandbyRegions implements Callable<Integer> {
  @Option(
      names = "--disaster",
      paramLabel = "WHAT",
      description = "disk, region or everything; all of them unless given")
  private String disaster;

  @Mixin
  private StandbyRuns runs;

  private final Console console;
  private final Interruption interruption;

  StandbyRegions(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    List<Disaster> all = disaster == null ? List.of(Disaster.values()) : List.of(named());
    List<StandbyRuns.Drill> drills = all.stream()
        .map(one -> new StandbyRuns.Drill(one.word(), new RegionDrill(one)::run))
        .toList();
    StandbyRuns.Telling telling =
        new StandbyRuns.Telling("Three disasters: where the outage goes", StandbyRegions::notes);
    return runs.make(console, interruption, drills, telling);
  }

  /** Among them, what it would cost if nothing could be lost with the home region. */
  private static List<String> notes(List<StandbyReport> reports) {
    List<String> notes =
        new ArrayList<>(StandbyRuns.notes(reports, Setting.REGIONAL, Duration.ofDays(7)));
    notes.add(String.format(
        Locale.ROOT,
        "a write takes %.1f ms (p50); if the standby abroad were in sync, %.1f ms",
        RegionDrill.writes(false, 1).p50().orElse(0),
        RegionDrill.writes(true, 1).p50().orElse(0)));
    return notes;
  }

  private Disaster named() {
    return Arrays.stream(Disaster.values())
        .filter(one -> one.word().equals(disaster))
        .findFirst()
        .orElseThrow(() -> new WrongInput("there is no disaster '" + disaster + "', only "
            + Arrays.stream(Disaster.values())
                .map(Disaster::word)
                .collect(Collectors.joining(", "))));
  }
}
