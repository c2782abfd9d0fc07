package dev.understudy.lab;

import dev.understudy.standby.Setting;
import dev.understudy.standby.StandbyDrill;
import dev.understudy.standby.StandbyKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same failure with a hot, a warm and a cold standby. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Destroys the leader's machine with its disk while clients write. Another one takes over: hot, a"
          + " member in sync; warm, a standby that follows asynchronously; cold, a machine that is"
          + " restored from the last backup.",
      "",
      "A backup every 10 s stands for one a day, 256 KiB at 16 KiB/s for 1 GiB at 64 MiB/s.",
      "",
      "An interrupted drill reports on the runs that were done."
    },
    footer = {
      "",
      "Exit code: 0 each standby kept its promise, 1 one did not, 2 wrong usage, 130 interrupted."
    })
final class StandbyDrillCommand implements Callable<Integer> {
  @Option(
      names = "--standby",
      paramLabel = "KIND",
      description = "hot, warm or cold; all of them unless given")
  private String kind;

  @Mixin
  private StandbyRuns runs;

  private final Console console;
  private final Interruption interruption;

  StandbyDrillCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    List<StandbyKind> kinds = kind == null ? List.of(StandbyKind.values()) : List.of(named());
    List<StandbyRuns.Drill> drills = kinds.stream()
        .map(one -> new StandbyRuns.Drill(one.word(), new StandbyDrill(one, Setting.USUAL)::run))
        .toList();
    StandbyRuns.Telling telling = new StandbyRuns.Telling(
        "The same failure: where the outage goes",
        reports -> StandbyRuns.notes(reports, Setting.USUAL, Duration.ofDays(1)));
    return runs.make(console, interruption, drills, telling);
  }

  private StandbyKind named() {
    return Arrays.stream(StandbyKind.values())
        .filter(one -> one.word().equals(kind))
        .findFirst()
        .orElseThrow(() -> new WrongInput("there is no standby '" + kind + "', only "
            + Arrays.stream(StandbyKind.values())
                .map(StandbyKind::word)
                .collect(Collectors.joining(", "))));
  }
}
