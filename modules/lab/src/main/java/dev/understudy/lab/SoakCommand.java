package dev.understudy.lab;

import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets fresh seeds loose on everything there is, or on some of it, for some minutes or so many seeds. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Runs fresh seeds over all subjects of chaos and all scenarios for so long or so many times,"
          + " makes what fails small, and keeps it as schedule files for ./lab replay.",
      "",
      "An interrupted soak reports on what was done."
    },
    footer = {
      "",
      "Exit code: 0 every promise held, 1 one did not, or what is hoped for was never seen, 2 wrong"
          + " usage, 130 interrupted."
    })
final class SoakCommand implements Callable<Integer> {
  private static final double MOST_MINUTES = 100_000;
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "subjects and scenarios; all unless given (--list names them)")
  private List<String> names = List.of();

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "how long; a fraction such as 0.5 is fine")
  private Double minutes;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "so many seeds of each; with --minutes too, whichever ends first")
  private Long seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = SeedConverter.class,
      description = "the first seed; another one each time unless given")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "keep failing schedules there; .lab/soak unless given")
  private Path out;

  @Option(names = "--list", description = "name what can be run, and do nothing else")
  private boolean list;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Project project;
  private final Console console;
  private final Interruption interruption;
  private final List<Subject> subjects;
  private final List<Scenario> scenarios;

  SoakCommand(
      Project project,
      Console console,
      Interruption interruption,
      List<Subject> subjects,
      List<Scenario> scenarios) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
    this.subjects = subjects;
    this.scenarios = scenarios;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (list) {
      console.answer(String.join("\n", known()));
      return Exit.HOLDS;
    }
    check();
    long began = System.nanoTime();
    long first = seed == null ? System.currentTimeMillis() << 20 : seed;
    Soak soak = new Soak(
        named(subjects, Subject::name), named(scenarios, Scenario::name), folder(), console, first);
    console.tell("soak: from seed " + first + " on");
    Duration length =
        Duration.ofMillis((long) ((minutes == null ? MOST_MINUTES : minutes) * 60_000));
    try (Stoppable stoppable = new Stoppable(interruption, () -> {})) {
      Teller teller = new Teller(soak, began, length);
      soak.run(() -> !stoppable.isStopped() && teller.mayGoOn());
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      if (stoppable.isStopped()) {
        console.tell("lab: interrupted; the figures are about what was done");
      }
      SoakFigures figures = soak.figures();
      console.answer(json ? figures.json(wall).toString() : figures.text(wall));
      return stoppable.isStopped()
          ? Exit.INTERRUPTED
          : figures.holds() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
    }
  }

  private void check() {
    if (minutes == null && seeds == null) {
      throw new WrongInput("how much? Give --minutes M, --seeds N, or both");
    }
    if (minutes != null && !(minutes > 0 && minutes <= MOST_MINUTES)) {
      throw new WrongInput("--minutes " + minutes + ": give more than 0, up to 100000");
    }
    if (seeds != null && seeds < 1) {
      throw new WrongInput("--seeds " + seeds + ": give 1 or more");
    }
    for (String name : names) {
      if (!known().contains(name)) {
        String hint = NearMisses.of(name, known());
        throw new WrongInput("there is no subject or scenario '" + name + "'"
            + (hint.isEmpty() ? "; ./lab soak --list names all" : hint));
      }
    }
  }

  private List<String> known() {
    return Stream.concat(
            subjects.stream().map(Subject::name), scenarios.stream().map(Scenario::name))
        .toList();
  }

  private <T> List<T> named(List<T> all, Function<T, String> name) {
    return names.isEmpty()
        ? all
        : all.stream().filter(one -> names.contains(name.apply(one))).toList();
  }

  private Path folder() {
    if (out == null) {
      return project.privateFolder("soak");
    }
    try {
      return Files.createDirectories(out);
    } catch (IOException failure) {
      throw new WrongInput("--out " + out + ": cannot be made a folder; give one that is there");
    }
  }

  /** Says every few seconds how far it is. */
  private final class Teller {
    private final Soak soak;
    private final long began;
    private final Duration length;
    private Duration next = TELL_EVERY;

    Teller(Soak soak, long began, Duration length) {
      this.soak = soak;
      this.began = began;
      this.length = length;
    }

    boolean mayGoOn() {
      Duration since = Duration.ofNanos(System.nanoTime() - began);
      if (since.compareTo(next) >= 0) {
        next = since.plus(TELL_EVERY);
        console.tell("soak: " + soak.figures().worlds() + " worlds, "
            + soak.figures().failures().size() + " failed, " + howFar(since));
      }
      return since.compareTo(length) < 0
          && (seeds == null || soak.figures().completeSeeds() < seeds);
    }

    private String howFar(Duration since) {
      return seeds == null
          ? since.toSeconds() + " of " + length.toSeconds() + " s"
          : soak.figures().completeSeeds() + " of " + seeds + " seeds";
    }
  }
}
