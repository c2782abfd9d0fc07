package dev.understudy.lab;

import dev.understudy.chaos.ScheduleFile;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceJson;
import dev.understudy.display.DiagramOptions;
import dev.understudy.display.Display;
import dev.understudy.display.ShiViz;
import dev.understudy.display.TraceViewer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a trace into a file that one can look at: of a scenario, or one that was kept. */
@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all that happened in a scenario into a file to look at, and prints which.",
      "",
      "A page (the usual form) shows every event: step, scrub, filter, search; it is one file and"
          + " needs no network. A trace that was written with --trace can be viewed again."
    },
    footer = {"", "Exit code: 0 the promise holds, 1 it does not, 2 wrong usage or input."})
final class ViewCommand implements Callable<Integer> {
  private static final long GREATEST_FILE = 1L << 30;
  private static final String SCHEDULE = "{\"schema\":\"" + ScheduleFile.SCHEMA + "\"";
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
  private static final double MOST_SECONDS = 9e9; // as nanoseconds they fit into 64 bits
  private static final int ZOOMED = 120; // drawn events around a place that was asked for

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description = "a scenario (see ./lab sim --list), or a file with a trace")
  private String what;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = SeedConverter.class,
      description = "of the scenario; 1 unless given")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to; a file in .lab/views unless given")
  private Path out;

  @Option(
      names = "--at",
      paramLabel = "SECONDS",
      description = "a diagram around this moment; a page opens there")
  private Double at;

  @Option(
      names = "--fault",
      paramLabel = "N",
      description = "a diagram around the fault of this number; a page opens where it begins")
  private Long fault;

  @Option(
      names = "--about",
      paramLabel = "WORD",
      description = "with --svg: of the calls, only those with this word, such as a key")
  private String about;

  @ArgGroup
  private final Form form = new Form();

  /** At most one of these is given. */
  static final class Form {
    @Option(names = "--html", description = "a page to walk through; this unless another is given")
    private boolean html;

    @Option(names = "--svg", description = "a space-time diagram")
    private boolean svg;

    @Option(names = "--shiviz", description = "a log with vector clocks, for ShiViz")
    private boolean shiviz;

    @Option(names = "--trace", description = "the trace itself, one JSON object a line")
    private boolean trace;

    private String ending() {
      return svg ? ".svg" : shiviz ? ".log" : trace ? ".jsonl" : ".html";
    }

    /** Whether it can be looked at in one place rather than as a whole. */
    private boolean isPicture() {
      return !shiviz && !trace;
    }
  }

  /** What is viewed: its title, the beginning of the name of a file, and whether a promise held. */
  private record Subject(String title, String name, Trace trace, boolean holds) {}

  private final Project project;
  private final Console console;
  private final List<Scenario> scenarios;

  ViewCommand(Project project, Console console, List<Scenario> scenarios) {
    this.project = project;
    this.console = console;
    this.scenarios = scenarios;
  }

  @Override
  public Integer call() {
    checkPlace();
    Subject subject = subject();
    String content = content(subject);
    Path file =
        out != null ? out : project.privateFolder("views").resolve(subject.name() + form.ending());
    AtomicFile.write(file, content);
    console.answer(file.toString());
    return subject.holds() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private void checkPlace() {
    if (at != null && fault != null) {
      throw new WrongInput("--at and --fault name two places: give one of them");
    }
    if (at != null && !(at >= 0 && at < MOST_SECONDS)) {
      throw new WrongInput("--at " + at + ": give the seconds since the cluster was made");
    }
    if ((at != null || fault != null) && !form.isPicture()) {
      throw new WrongInput(
          "--at and --fault are for pictures: leave them out, or --shiviz, --trace");
    }
    if (about != null && !form.svg) {
      throw new WrongInput("--about is for --svg: a page has a search of its own");
    }
  }

  private String content(Subject subject) {
    Trace trace = subject.trace();
    if (form.shiviz) {
      return ShiViz.log(trace);
    } else if (form.trace) {
      return TraceJson.write(trace);
    } else if (form.svg) {
      return Display.diagram(trace, options(subject)).svg();
    }
    return TraceViewer.html(trace, subject.title(), moment(trace));
  }

  private DiagramOptions options(Subject subject) {
    DiagramOptions options =
        DiagramOptions.titled(subject.title()).about(about == null ? "" : about);
    if (fault != null) {
      moment(subject.trace());
      return options.atMost(ZOOMED).aroundFault(fault);
    }
    return at == null ? options : options.atMost(ZOOMED).around(moment(subject.trace()));
  }

  /** The moment that --at or --fault says; the beginning if neither was given. */
  private Duration moment(Trace trace) {
    if (fault == null) {
      return Duration.ofNanos(at == null ? 0 : Math.round(at * 1e9));
    }
    List<Long> numbers = new ArrayList<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.FaultBegan began) {
        if (began.fault() == fault) {
          return Duration.ofNanos(began.atNanos());
        }
        numbers.add(began.fault());
      }
    }
    throw new WrongInput("there is no fault " + fault
        + (numbers.isEmpty() ? ": none began" : "; these began: " + numbers));
  }

  private Subject subject() {
    if (what == null) {
      throw new WrongInput("view what? Give a scenario (./lab sim --list) or a file with a trace");
    }
    for (Scenario scenario : scenarios) {
      if (scenario.name().equals(what)) {
        return played(scenario, seed == null ? 1 : seed);
      }
    }
    Path file = PathConverter.path(what);
    if (!Files.isRegularFile(file)) {
      List<String> names = scenarios.stream().map(Scenario::name).toList();
      String hint = NearMisses.of(what, names);
      throw new WrongInput("there is no scenario and no file '" + what + "'"
          + (hint.isEmpty() ? "; ./lab sim --list names the scenarios" : hint));
    }
    if (seed != null) {
      throw new WrongInput("--seed is for scenarios: the trace in " + what + " has its own");
    }
    if (isSchedule(file)) {
      throw new WrongInput(
          file + " is a schedule: view its run with ./lab replay " + file + " --html PAGE");
    }
    return read(file);
  }

  private static boolean isSchedule(Path file) {
    byte[] beginning = new byte[BYTE_ORDER_MARK.length + SCHEDULE.length()];
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(beginning, 0, beginning.length);
    } catch (IOException unreadable) {
      return false; // whoever reads it whole says why
    }
    int from = Arrays.mismatch(beginning, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length
        ? BYTE_ORDER_MARK.length
        : 0;
    return new String(beginning, from, SCHEDULE.length(), StandardCharsets.UTF_8).equals(SCHEDULE);
  }

  private Subject played(Scenario scenario, long with) {
    Scenario.Run run = scenario.run(with);
    if (!run.verdict().holds()) {
      console.tell(scenario.name() + " DOES NOT HOLD: " + run.verdict().seen());
    }
    String title = scenario.name() + ", seed " + with;
    return new Subject(
        title, scenario.name() + "-" + with, run.trace(), run.verdict().holds());
  }

  private static Subject read(Path file) {
    try {
      if (Files.size(file) > GREATEST_FILE) {
        throw new WrongInput(file + " has " + Files.size(file) + " bytes: a trace of at most "
            + GREATEST_FILE + " can be viewed");
      }
      try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
        Trace trace = TraceJson.read(lines.iterator());
        String name = file.getFileName().toString();
        return new Subject(name, name.replaceFirst("\\.jsonl$", ""), trace, true);
      }
    } catch (IllegalArgumentException noTrace) {
      throw new WrongInput(file + " is no trace: " + noTrace.getMessage());
    } catch (IOException | UncheckedIOException failure) {
      Exception cause =
          failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
      throw new WrongInput("cannot read " + file + ": " + cause.getClass().getSimpleName()
          + "; give a file that ./lab view --trace has written");
    }
  }
}
