package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Report;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Violation;
import dev.understudy.display.Display;
import dev.understudy.display.TraceViewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a schedule file again: the same file gives the same run, on every JDK. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Plays a schedule of faults again, and says whether the promise breaks again.",
    footer = {"", "Exit code: 0 the promise holds, 1 it breaks again, 2 wrong usage or file."})
final class ReplayCommand implements Callable<Integer> {
  private static final String SCHEMA = "understudy-replay-1";

  @Parameters(paramLabel = "FILE", description = "a schedule, as ./lab soak keeps them")
  private Path file;

  @Option(names = "--trace", description = "print all that happened, one event a line")
  private boolean trace;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "draw a space-time diagram")
  private Path svg;

  @Option(names = "--html", paramLabel = "FILE", description = "write a page to walk through")
  private Path html;

  private final Console console;
  private final Function<String, Optional<Subject>> subjects;

  ReplayCommand(Console console, Function<String, Optional<Subject>> subjects) {
    this.console = console;
    this.subjects = subjects;
  }

  @Override
  public Integer call() {
    Schedule schedule = read();
    Subject subject = subjects.apply(schedule.subject()).orElseThrow();
    ChaosRun.Result run = ChaosRun.of(subject, schedule);
    String title = subject.name() + ", seed " + schedule.seed();
    if (svg != null) {
      AtomicFile.write(svg, Display.diagram(run.trace(), title).svg());
      console.tell("wrote " + svg);
    }
    if (html != null) {
      AtomicFile.write(html, TraceViewer.html(run.trace(), title, moment(run)));
      console.tell("wrote " + html);
    }
    if (json) {
      console.answer(json(run).toString());
    } else {
      console.out().print(trace ? run.trace().text() : "");
      console.answer(verdict(subject, run));
    }
    return run.violation().isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private Schedule read() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new WrongInput(
            file + (Files.exists(file) ? ": is no file" : ": there is no such file"));
      }
      if (Files.size(file) > ScheduleFile.MOST_CHARACTERS) {
        throw new WrongInput(file + ": larger than a schedule may be, "
            + ScheduleFile.MOST_CHARACTERS + " characters");
      }
      return new ScheduleFile().read(Files.readString(file), subjects);
    } catch (IOException failure) {
      throw new WrongInput(file + ": cannot be read as text ("
          + failure.getClass().getSimpleName() + "); give a schedule file");
    } catch (IllegalArgumentException wrong) {
      throw new WrongInput(file + ": " + wrong.getMessage());
    }
  }

  /** Where the page opens: at the broken promise, if there is one. */
  private static Duration moment(ChaosRun.Result run) {
    return run.violation().map(Violation::at).orElse(Duration.ZERO);
  }

  private String verdict(Subject subject, ChaosRun.Result run) {
    Schedule schedule = run.schedule();
    if (run.violation().isPresent()) {
      return new Report(subject, schedule, run.violation().get())
          .with("replay", Report.replayOf(file.toString()))
          .text();
    }
    return String.format(
        Locale.ROOT,
        "%s holds: %d steps on %d nodes broke no promise (seed %d, trace %016x, %.3f virtual seconds)",
        subject.name(),
        schedule.steps().size(),
        schedule.nodes().size(),
        schedule.seed(),
        run.trace().hash(),
        run.simulated().toNanos() / 1e9);
  }

  private ObjectNode json(ChaosRun.Result run) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("subject", run.schedule().subject())
        .put("seed", run.schedule().seed())
        .put("steps", run.schedule().steps().size())
        .put("holds", run.violation().isEmpty())
        .put("invariant", run.violation().map(Violation::invariant).orElse(null))
        .put("seen", run.violation().map(Violation::words).orElse(null))
        .put("traceHash", String.format(Locale.ROOT, "%016x", run.trace().hash()))
        .put("virtualSeconds", run.simulated().toMillis() / 1000.0);
    return object;
  }
}
