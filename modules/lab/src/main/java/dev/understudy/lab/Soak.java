package dev.understudy.lab;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Failure;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.TraceEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Runs fresh seeds over all subjects and all scenarios, and keeps what fails. */
final class Soak {
  /** More of one kind are counted, but not shrunk: that would take the time from finding others. */
  private static final int MOST_SHRUNK_OF_A_KIND = 3;

  private static final int MOST_TRIES = 400;

  private final List<Subject> subjects;
  private final List<Scenario> scenarios;
  private final Path out;
  private final Console console;
  private final SoakFigures figures;
  private final SortedMap<String, Integer> failures = new TreeMap<>(); // by subject and invariant

  Soak(
      List<Subject> subjects, List<Scenario> scenarios, Path out, Console console, long firstSeed) {
    this.subjects = subjects;
    this.scenarios = scenarios;
    this.out = out;
    this.console = console;
    figures = new SoakFigures(subjects, firstSeed);
  }

  /** What came of it so far. */
  SoakFigures figures() {
    return figures;
  }

  /** Runs one seed after the other for as long as it may, at least one world. */
  void run(BooleanSupplier mayGoOn) {
    for (long seed = figures.firstSeed(); ; seed++) {
      List<Runnable> worlds = worlds(seed);
      for (Runnable world : worlds.subList(0, worlds.size() - 1)) {
        world.run();
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
      }
      worlds.get(worlds.size() - 1).run();
      figures.completedSeed();
      if (!mayGoOn.getAsBoolean()) {
        return;
      }
    }
  }

  private List<Runnable> worlds(long seed) {
    List<Runnable> worlds = new ArrayList<>();
    subjects.forEach(subject -> worlds.add(() -> run(subject, seed)));
    scenarios.forEach(scenario -> worlds.add(() -> run(scenario, seed)));
    return worlds;
  }

  private void run(Subject subject, long seed) {
    ChaosRun.Result result = ChaosRun.of(subject, Swarm.draw(subject, seed), Keep.NOTHING);
    figures.add(subject, result);
    result.violation().ifPresent(violation -> {
      String kind = subject.name() + " " + violation.invariant();
      int before = failures.merge(kind, 1, Integer::sum) - 1;
      if (before < MOST_SHRUNK_OF_A_KIND) {
        console.tell("soak: seed " + seed + " of " + subject.name() + " fails; making it small");
        figures.addFailure(keep(Failure.of(subject, result, MOST_TRIES)));
      } else {
        figures.addFailure(violation.words() + "\n  again, with seed " + seed + " of " + kind);
      }
    });
  }

  private String keep(Failure failure) {
    Path schedule = out.resolve(failure.name() + ".jsonl");
    Path picture = out.resolve(failure.name() + ".svg");
    AtomicFile.write(schedule, failure.file());
    AtomicFile.write(picture, failure.picture());
    return failure.text(schedule.toString(), picture.toString());
  }

  private void run(Scenario scenario, long seed) {
    Scenario.Run run = scenario.run(seed);
    List<TraceEvent> events = run.trace().events();
    figures.add(
        scenario,
        events.isEmpty()
            ? Duration.ZERO
            : Duration.ofNanos(events.get(events.size() - 1).atNanos()));
    if (!run.verdict().holds()) {
      figures.addFailure(run.verdict().seen() + "\n  scenario " + scenario.name() + ", seed " + seed
          + "\n  replay   ./lab sim " + scenario.name() + " --seed " + seed);
    }
  }
}
