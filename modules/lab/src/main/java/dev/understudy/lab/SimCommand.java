package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.checker.History;
import dev.understudy.checker.file.JsonLines;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.display.Display;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays one scenario with one seed; the same seed prints the same bytes, on every JDK. */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description = "Plays a scenario in virtual time and says whether its promise holds.",
    footer = {"", "Exit code: 0 the promise holds, 1 it does not, 2 wrong usage."})
final class SimCommand implements Callable<Integer> {
  private static final String SCHEMA = "understudy-sim-1";

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "the scenario; see --list")
  private String name;

  @Option(names = "--list", description = "list the scenarios, one a line: name and moral")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      converter = SeedConverter.class,
      description = "decides everything that chance decides; ${DEFAULT-VALUE} unless given")
  private long seed;

  @Option(names = "--trace", description = "print all that happened, one event a line")
  private boolean trace;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "draw a space-time diagram")
  private Path svg;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "write what clients saw, for check-history --model store")
  private Path history;

  private final Console console;
  private final List<Scenario> scenarios;

  SimCommand(Console console, List<Scenario> scenarios) {
    this.console = console;
    this.scenarios = scenarios;
  }

  @Override
  public Integer call() {
    if (list && name != null) {
      throw new WrongInput("--list names all scenarios; leave out '" + name + "' or --list");
    }
    if (list && (svg != null || history != null || trace)) {
      throw new WrongInput("--list plays nothing: leave out --svg, --history and --trace");
    }
    if (list) {
      console.answer(json ? listJson().toString() : listText());
      return Exit.HOLDS;
    }
    Scenario scenario = scenario();
    AtomicFile.checkPlace(svg);
    AtomicFile.checkPlace(history);
    Scenario.Run run = scenario.run(seed);
    if (svg != null) {
      String title = scenario.name() + ", seed " + seed;
      AtomicFile.write(svg, Display.diagram(run.trace(), title).svg());
      console.tell("wrote " + svg);
    }
    if (history != null) {
      AtomicFile.write(history, JsonLines.text(History.of(run.trace())));
      console.tell("wrote " + history);
    }
    if (json) {
      console.answer(json(scenario, run).toString());
    } else {
      console.out().print(trace ? run.trace().text() : "");
      console.answer(verdict(scenario, run));
    }
    return run.verdict().holds() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private Scenario scenario() {
    if (name == null) {
      throw new WrongInput("which scenario? ./lab sim --list names them");
    }
    return scenarios.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() -> {
      List<String> names = scenarios.stream().map(Scenario::name).toList();
      String hint = NearMisses.of(name, names);
      return new WrongInput("there is no scenario '" + name + "'"
          + (hint.isEmpty() ? "; ./lab sim --list names all" : hint));
    });
  }

  private String listText() {
    int width = scenarios.stream().mapToInt(s -> s.name().length()).max().orElse(0);
    return String.join(
        "\n",
        scenarios.stream()
            .map(s -> s.name() + " ".repeat(width + 2 - s.name().length()) + s.moral())
            .toList());
  }

  private ObjectNode listJson() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    ArrayNode entries = object.putArray("scenarios");
    scenarios.forEach(s -> entries.addObject().put("name", s.name()).put("moral", s.moral()));
    return object;
  }

  private String verdict(Scenario scenario, Scenario.Run run) {
    return String.format(
        Locale.ROOT,
        "%s %s: %s (seed %d, trace %s, %.3f virtual seconds, %d events)",
        scenario.name(),
        run.verdict().holds() ? "holds" : "DOES NOT HOLD",
        run.verdict().seen(),
        seed,
        hash(run.trace()),
        virtualSeconds(run.trace()),
        run.trace().events().size());
  }

  private ObjectNode json(Scenario scenario, Scenario.Run run) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("scenario", scenario.name())
        .put("moral", scenario.moral())
        .put("seed", seed)
        .put("holds", run.verdict().holds())
        .put("seen", run.verdict().seen())
        .put("traceHash", hash(run.trace()))
        .put("virtualSeconds", virtualSeconds(run.trace()))
        .put("events", run.trace().events().size());
    if (trace) {
      ArrayNode events = object.putArray("trace");
      run.trace()
          .events()
          .forEach(event -> events
              .addObject()
              .put("atNanos", event.atNanos())
              .put("kind", event.getClass().getSimpleName())
              .put("where", event.where())
              .put("text", event.text()));
    }
    return object;
  }

  private static String hash(Trace trace) {
    return String.format(Locale.ROOT, "%016x", trace.hash());
  }

  /** When the last event happened. */
  private static double virtualSeconds(Trace trace) {
    List<TraceEvent> events = trace.events();
    return events.isEmpty() ? 0 : events.get(events.size() - 1).atNanos() / 1e9;
  }
}
