package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.display.Display;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Report;
import dev.understudy.explorer.Search;
import dev.understudy.explorer.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks through everything that can happen to a small cluster, within bounds. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description =
        "Tries every order of messages, lost messages, crashes and timers, within bounds.",
    footer = {
      "",
      "A bound that is not given is the subject's own.",
      "",
      "Exit code: 0 no promise breaks as far as it went, 1 one breaks, 2 wrong usage, 130 interrupted."
    })
final class ExploreCommand implements Callable<Integer> {
  private static final int MOST_SECONDS = 86_400;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "the subject; see --list")
  private String name;

  @Option(names = "--list", description = "list the subjects, one a line: name and moral")
  private boolean list;

  @Option(names = "--depth", paramLabel = "D", description = "how many steps a path has at most")
  private Integer depth;

  @Option(names = "--drops", paramLabel = "N", description = "how many messages are lost at most")
  private Integer drops;

  @Option(names = "--crashes", paramLabel = "N", description = "how many crashes there are at most")
  private Integer crashes;

  @Option(
      names = "--timers",
      paramLabel = "N",
      description = "how often time goes on to the next timer at most")
  private Integer timers;

  @Option(names = "--reordering", description = "messages of one link may overtake each other")
  private boolean reordering;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "stop after so long, and say what was shown; ${DEFAULT-VALUE} unless given")
  private int seconds;

  @Option(names = "--trace", description = "print all that happens on the way to a broken promise")
  private boolean trace;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "draw the way to a broken promise as a space-time diagram")
  private Path svg;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;
  private final List<Subject> subjects;

  ExploreCommand(Console console, Interruption interruption, List<Subject> subjects) {
    this.console = console;
    this.interruption = interruption;
    this.subjects = subjects;
  }

  @Override
  public Integer call() {
    if (list && name != null) {
      throw new WrongInput("--list names all subjects; leave out '" + name + "' or --list");
    }
    if (list && (svg != null || trace)) {
      throw new WrongInput("--list explores nothing: leave out --svg and --trace");
    }
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new WrongInput("--seconds " + seconds + ": give 1 to " + MOST_SECONDS);
    }
    if (list) {
      subjects.forEach(this::bounds); // what is wrong elsewhere is wrong here
      console.answer(json ? listJson().toString() : listText());
      return Exit.HOLDS;
    }
    Subject subject = subject();
    Bounds bounds = bounds(subject);
    AtomicFile.checkPlace(svg);
    try (Stoppable search = new Stoppable(interruption, () -> {})) {
      ExploreAnswer answer = explore(subject, bounds, search);
      tell(answer);
      if (search.isStopped()) {
        console.tell("lab: interrupted; the report is about what was done");
        return Exit.INTERRUPTED;
      }
      return answer.report().counterexample().isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
    }
  }

  private ExploreAnswer explore(Subject subject, Bounds bounds, Stoppable search) {
    ExploreProgress progress = new ExploreProgress(console);
    long began = System.nanoTime();
    long end = began + Duration.ofSeconds(seconds).toNanos();
    Report report = new Search(subject, bounds)
        .stopWhen(() -> search.isStopped() || System.nanoTime() - end > 0)
        .onProgress(now -> progress.at(now, Duration.ofNanos(System.nanoTime() - began)))
        .run();
    return new ExploreAnswer(subject, report, Duration.ofNanos(System.nanoTime() - began));
  }

  private void tell(ExploreAnswer answer) {
    Optional<Trace> way = answer.report().counterexample().map(found -> found.trace());
    if (json) {
      console.answer(answer.json().toString());
    } else {
      console.out().print(trace ? way.map(Trace::text).orElse("") : "");
      console.answer(answer.text());
    }
    if (svg != null && way.isPresent()) {
      String title = answer.subject().name() + ": a promise breaks";
      AtomicFile.write(svg, Display.diagram(way.get(), title).svg());
      console.tell("wrote " + svg);
    }
  }

  private Subject subject() {
    if (name == null) {
      throw new WrongInput("which subject? ./lab explore --list names them");
    }
    return subjects.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() -> {
      String hint = NearMisses.of(name, subjects.stream().map(Subject::name).toList());
      return new WrongInput("there is no subject '" + name + "'"
          + (hint.isEmpty() ? "; ./lab explore --list names all" : hint));
    });
  }

  private Bounds bounds(Subject subject) {
    Bounds own = subject.bounds();
    try {
      return new Bounds(
          depth == null ? own.depth() : depth,
          drops == null ? own.drops() : drops,
          crashes == null ? own.crashes() : crashes,
          timers == null ? own.timers() : timers,
          reordering || own.reordering());
    } catch (IllegalArgumentException wrong) {
      throw new WrongInput("--" + wrong.getMessage());
    }
  }

  private String listText() {
    int width = subjects.stream().mapToInt(s -> s.name().length()).max().orElse(0);
    return String.join(
        "\n",
        subjects.stream()
            .map(s -> s.name() + " ".repeat(width + 2 - s.name().length()) + s.moral())
            .toList());
  }

  private ObjectNode listJson() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("schema", ExploreAnswer.SCHEMA);
    ArrayNode entries = object.putArray("subjects");
    subjects.forEach(s -> entries.addObject().put("name", s.name()).put("moral", s.moral()));
    return object;
  }
}
