package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks whether the same seed still tells the same story, in this process, in others, on every JDK. */
@Command(
    name = "guard",
    mixinStandardHelpOptions = true,
    description = {
      "Plays every scenario, every kind of drill and chaos twice with the same seeds, and again in other"
          + " processes, one on each JDK that is found, and compares all that happened. What does not"
          + " repeat is shown with the first event in which two runs differ."
    },
    footer = {"", "Exit code: 0 all repeat, 1 something does not, 2 wrong usage, 130 interrupted."})
final class GuardCommand implements Callable<Integer> {
  private static final String SCHEMA = "understudy-guard-1";

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "which stories; all of them unless given")
  private List<String> names = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many seeds for each; ${DEFAULT-VALUE} unless given")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      converter = SeedConverter.class,
      description = "the first seed; ${DEFAULT-VALUE} unless given")
  private long seed;

  @Option(
      names = "--java",
      paramLabel = "HOME",
      description = "the folder of another JDK; those that are found unless given")
  private List<Path> homes;

  @Option(names = "--list", description = "list the stories, one a line")
  private boolean list;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;
  private final List<Story> stories;
  private final Map<String, String> environment;

  GuardCommand(
      Console console,
      Interruption interruption,
      List<Story> stories,
      Map<String, String> environment) {
    this.console = console;
    this.interruption = interruption;
    this.stories = stories;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seeds < 1 || seeds > 1000) {
      throw new WrongInput("--seeds " + seeds + ": give 1 to 1000");
    }
    List<Story> chosen = chosen();
    List<Jdk> jdks = jdks();
    if (list) {
      console.answer(json ? listJson(chosen).toString() : listText(chosen));
      return Exit.HOLDS;
    }
    Guard guard =
        new Guard(chosen, Teller.class, new Children(Map.of(), interruption), console::tell);
    List<Leak> leaks;
    try {
      leaks = guard.leaks(seed, seeds, jdks);
    } catch (WrongInput failed) {
      interruption.check();
      throw failed;
    }
    console.answer(json ? json(chosen, jdks, leaks).toString() : text(chosen, jdks, leaks));
    return leaks.isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private List<Story> chosen() {
    List<String> known = stories.stream().map(Story::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String hint = NearMisses.of(name, known);
        throw new WrongInput("there is no story '" + name + "'"
            + (hint.isEmpty() ? "; ./lab guard --list names all" : hint));
      }
    }
    return stories.stream()
        .filter(story -> names.isEmpty() || names.contains(story.name()))
        .toList();
  }

  /** Our own first: another process is another world for what hides in static state. */
  private List<Jdk> jdks() {
    List<Jdk> jdks = new ArrayList<>(List.of(Jdk.ofThisJvm()));
    if (homes == null) {
      jdks.addAll(Jdk.others(environment));
    } else {
      homes.forEach(home -> jdks.add(Jdk.in(home)
          .orElseThrow(
              () -> new WrongInput("--java " + home + ": give the folder of a JDK from 17 on"))));
    }
    return jdks;
  }

  private static String listText(List<Story> chosen) {
    return chosen.stream().map(Story::name).collect(Collectors.joining("\n"));
  }

  private static ObjectNode listJson(List<Story> chosen) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    ArrayNode told = object.putArray("stories");
    chosen.forEach(story -> told.add(story.name()));
    return object;
  }

  private String text(List<Story> chosen, List<Jdk> jdks, List<Leak> leaks) {
    StringBuilder text = new StringBuilder();
    leaks.forEach(leak -> text.append(leak.text()).append('\n'));
    long leaking = leaks.stream().map(Leak::story).distinct().count();
    return text.append(chosen.size() - leaking)
        .append(" of ")
        .append(chosen.size())
        .append(" stories repeat: ")
        .append(seeds == 1 ? "1 seed" : seeds + " seeds")
        .append(", twice here and in other processes on ")
        .append(jdks.stream().map(Jdk::label).collect(Collectors.joining(", ")))
        .toString();
  }

  private ObjectNode json(List<Story> chosen, List<Jdk> jdks, List<Leak> leaks) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("seed", seed)
        .put("seeds", seeds);
    ArrayNode versions = object.putArray("jdks");
    jdks.forEach(jdk -> versions.add(jdk.version().toString()));
    ArrayNode told = object.putArray("stories");
    chosen.forEach(story -> told.add(story.name()));
    ArrayNode array = object.putArray("leaks");
    for (Leak leak : leaks) {
      ObjectNode entry = array
          .addObject()
          .put("story", leak.story())
          .put("seed", leak.seed())
          .put("one", leak.one())
          .put("other", leak.other());
      leak.difference()
          .ifPresent(first -> entry
              .put("event", first.event())
              .put("oneEvent", first.one())
              .put("otherEvent", first.other()));
    }
    return object;
  }
}
