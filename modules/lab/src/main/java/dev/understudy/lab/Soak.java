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
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

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

  /**
   * Runs one seed after the other for as long as it may, at least one world; as many worlds at once as
   * there are cores. What came of them is taken in their order, so how many that are makes no
   * difference.
   */
  void run(BooleanSupplier mayGoOn) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(cores);
    Queue<Future<Runnable>> underWay = new ArrayDeque<>();
    Iterator<Callable<Runnable>> worlds = Stream.iterate(figures.firstSeed(), seed -> seed + 1)
        .flatMap(this::worlds)
        .iterator();
    try {
      do {
        while (underWay.size() < 2 * cores) {
          underWay.add(pool.submit(worlds.next()));
        }
        underWay.remove().get().run();
        if (figures.worlds() % (subjects.size() + scenarios.size()) == 0) {
          figures.completedSeed();
        }
      } while (mayGoOn.getAsBoolean());
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** The worlds of a seed: each is run on any thread, and gives what is then to be done with it here. */
  private Stream<Callable<Runnable>> worlds(long seed) {
    return Stream.concat(
        subjects.stream().map(subject -> () -> run(subject, seed)),
        scenarios.stream().map(scenario -> () -> run(scenario, seed)));
  }

  private Runnable run(Subject subject, long seed) {
    ChaosRun.Result result = ChaosRun.of(subject, Swarm.draw(subject, seed), Keep.NOTHING);
    return () -> take(subject, seed, result);
  }

  private void take(Subject subject, long seed, ChaosRun.Result result) {
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

  private Runnable run(Scenario scenario, long seed) {
    Scenario.Run run = scenario.run(seed);
    List<TraceEvent> events = run.trace().events();
    Duration simulated = events.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(events.get(events.size() - 1).atNanos());
    return () -> take(scenario, seed, run.verdict(), simulated);
  }

  private void take(Scenario scenario, long seed, Scenario.Verdict verdict, Duration simulated) {
    figures.add(scenario, simulated);
    if (!verdict.holds()) {
      figures.addFailure(verdict.seen() + "\n  scenario " + scenario.name() + ", seed " + seed
          + "\n  replay   ./lab sim " + scenario.name() + " --seed " + seed);
    }
  }
}
