package dev.understudy.lab;

import dev.understudy.checker.DrillRun;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.display.DiagramOptions;
import dev.understudy.display.Display;
import dev.understudy.replication.Failure;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReplicationDrill;
import dev.understudy.replication.Victim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fails over again and again, and says what that cost and whether the mode kept its promise. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a replica fail while clients write, in many virtual worlds, and measures RPO and RTO as"
          + " the clients saw them.",
      "",
      "A loss that the mode allows is a figure, not a broken promise. What a replica gives up it sets"
          + " aside for its operator first: ASIDE (in JSON setAside) counts those entries, also such as"
          + " were never acknowledged or are there under another index. An interrupted drill reports on"
          + " the runs that were done."
    },
    footer = {
      "",
      "Exit code: 0 the mode kept its promise, 1 it did not, 2 wrong usage, 130 interrupted."
    })
final class DrillCommand implements Callable<Integer> {
  private static final long MOST_SEEDS = 1_000_000;
  private static final Duration MARGIN = Duration.ofMillis(50); // around what a picture is about

  /** Makes the runs of a kind of drill. */
  @FunctionalInterface
  interface Drills {
    LongFunction<DrillRun> of(DrillTask task);
  }

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "how replicas acknowledge: async, semi-sync, quorum or sync")
  private String mode;

  @Option(
      names = "--failure",
      paramLabel = "FAILURE",
      defaultValue = "crash",
      description = "what happens: crash, pause or partition; ${DEFAULT-VALUE} unless given")
  private String failure;

  @Option(
      names = "--victim",
      paramLabel = "VICTIM",
      defaultValue = "leader",
      description = "whom it hits: leader or follower; ${DEFAULT-VALUE} unless given")
  private String victim;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many runs, with the seeds from 1 on; 100 unless given")
  private Long seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = SeedConverter.class,
      description = "make the run of this seed alone")
  private Long seed;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "with --seed: draw the time around the failure")
  private Path svg;

  private final Console console;
  private final Interruption interruption;
  private final Drills drills;

  DrillCommand(Console console, Interruption interruption) {
    this(
        console,
        interruption,
        task -> new ReplicationDrill(task.mode(), task.failure(), task.victim())::run);
  }

  DrillCommand(Console console, Interruption interruption, Drills drills) {
    this.console = console;
    this.interruption = interruption;
    this.drills = drills;
  }

  @Override
  public Integer call() {
    DrillTask task = task();
    AtomicFile.checkPlace(svg);
    DrillRuns runs = new DrillRuns(console, interruption);
    return runs.make(task, drills.of(task), result -> {
      DrillAnswer answer = new DrillAnswer(task, result);
      console.answer(json ? answer.json().toString() : answer.text());
      if (svg != null && !result.report().runs().isEmpty()) {
        draw(task, result.report().runs().get(0));
      }
    });
  }

  private DrillTask task() {
    if (mode == null) {
      throw new WrongInput(
          "which mode? Give --mode async, --mode semi-sync, --mode quorum or --mode sync");
    }
    if (seed != null && seeds != null) {
      throw new WrongInput("--seed makes one run and --seeds many: give one of them");
    }
    if (svg != null && seed == null) {
      throw new WrongInput("--svg draws one run: say which with --seed");
    }
    long count = seeds == null ? 100 : seeds;
    if (count < 1 || count > MOST_SEEDS) {
      throw new WrongInput("--seeds " + count + ": give 1 to " + MOST_SEEDS);
    }
    return new DrillTask(
        named("mode", mode, Mode.values()),
        named("failure", failure, Failure.values()),
        named("victim", victim, Victim.values()),
        seed == null ? 1 : seed,
        seed == null ? (int) count : 1);
  }

  private static <E extends Enum<E>> E named(String what, String typed, E[] all) {
    return Stream.of(all)
        .filter(one -> DrillTask.word(one).equals(typed))
        .findFirst()
        .orElseThrow(() -> new WrongInput("there is no " + what + " '" + typed + "', only "
            + String.join(", ", Stream.of(all).map(DrillTask::word).sorted().toList())));
  }

  private void draw(DrillTask task, DrillRun run) {
    Trace trace =
        new ReplicationDrill(task.mode(), task.failure(), task.victim()).trace(run.seed());
    Duration failed = trace.events().stream()
        .filter(TraceEvent.FaultBegan.class::isInstance)
        .findFirst()
        .map(fault -> Duration.ofNanos(fault.atNanos()))
        .orElse(MARGIN);
    Duration until = failed.plus(run.rto().orElse(Duration.ofSeconds(5))).plus(MARGIN);
    String title = String.format(Locale.ROOT, "%s, seed %d", task.title(), run.seed());
    DiagramOptions options =
        DiagramOptions.titled(title).between(failed.minus(MARGIN), until).around(failed);
    AtomicFile.write(svg, Display.diagram(trace, options).svg());
    console.tell("wrote " + svg);
  }
}
