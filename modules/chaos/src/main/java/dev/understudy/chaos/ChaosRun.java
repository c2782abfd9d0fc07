package dev.understudy.chaos;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.trace.Recorder.Keep;
import dev.understudy.cluster.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plays a schedule: first things break, and safety is judged all the time; then all is healed but
 * for what stays broken for good, and the subject is judged by what it promises of its core.
 */
public final class ChaosRun {
  /** So long at most does nobody look whether what must always hold does hold. */
  private static final Duration GLANCE = Duration.ofMillis(20);

  private static final Duration UNTIL_SOMEBODY_LOOKS = Duration.ofMillis(200);

  /**
   * How a run ended.
   *
   * @param schedule what was played
   * @param violation the promise that was broken, if one was
   * @param thrown what said so, if one was
   * @param sometimes how often each thing was seen that the subject hopes to see
   * @param faults how many faults of each kind began, by the simple name of the kind
   * @param trace what happened, as far as it was to be kept
   * @param simulated how long it took in virtual time
   */
  public record Result(
      Schedule schedule,
      Optional<Violation> violation,
      Optional<Throwable> thrown,
      SortedMap<String, Long> sometimes,
      SortedMap<String, Long> faults,
      Trace trace,
      Duration simulated) {}

  private record Ending(Duration at, long fault) {}

  private final Subject subject;
  private final Schedule schedule;
  private final Cluster cluster;
  private final Sometimes sometimes = new Sometimes();
  private final SortedMap<String, Long> faults = new TreeMap<>();
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::at).thenComparing(Ending::fault));
  private final List<Long> running = new ArrayList<>();
  private Subject.Play play;

  private ChaosRun(Subject subject, Schedule schedule, Cluster cluster) {
    this.subject = subject;
    this.schedule = schedule;
    this.cluster = cluster;
  }

  /** The run of this schedule, with its whole trace. */
  public static Result of(Subject subject, Schedule schedule) {
    return of(subject, schedule, Keep.EVENTS);
  }

  /** The run of this schedule; so much of its trace is kept. */
  public static Result of(Subject subject, Schedule schedule, Keep keep) {
    try (Cluster cluster = Cluster.simulated(schedule.seed())) {
      cluster.keep(keep);
      ChaosRun run = new ChaosRun(subject, schedule, cluster);
      Optional<Throwable> thrown = run.play();
      Optional<Violation> violation = thrown.map(broken -> Violation.of(broken, cluster.now()));
      return new Result(
          schedule,
          violation,
          thrown,
          run.sometimes.counts(),
          run.faults,
          cluster.trace(),
          cluster.now());
    }
  }

  private Optional<Throwable> play() {
    try {
      play = subject.start(cluster, schedule.nodes(), sometimes);
      breakThings();
      healThings();
      play.judge(schedule.core());
      return Optional.empty();
    } catch (RuntimeException | AssertionError | StackOverflowError broken) {
      return Optional.of(broken);
    }
  }

  private void breakThings() {
    for (Step step : schedule.steps()) {
      runUntil(earlier(step.at(), schedule.length()));
      if (step instanceof Step.Break breaking) {
        begin(breaking);
      } else if (step instanceof Step.Act act) {
        play.act(act.act());
      }
      play.check();
    }
    runUntil(schedule.length());
  }

  private void begin(Step.Break breaking) {
    long fault = begin(breaking.fault());
    if (fault != 0 && breaking.lasting() != null) {
      endings.add(new Ending(cluster.now().plus(breaking.lasting()), fault));
    }
  }

  private long begin(Fault fault) {
    long number = cluster.begin(fault);
    if (number != 0) {
      running.add(number);
      faults.merge(fault.getClass().getSimpleName(), 1L, Long::sum);
    }
    return number;
  }

  private void runUntil(Duration moment) {
    while (!endings.isEmpty() && endings.peek().at().compareTo(moment) <= 0) {
      Ending ending = endings.poll();
      advance(ending.at());
      cluster.end(ending.fault());
    }
    advance(moment);
  }

  private void advance(Duration moment) {
    while (cluster.now().compareTo(moment) < 0) {
      cluster.runFor(earlier(GLANCE, moment.minus(cluster.now())));
      play.check();
    }
  }

  /** Whoever has stopped over its disk is started again, as somebody would do who comes to look. */
  private void healThings() {
    running.forEach(cluster::end);
    schedule.forGood().forEach(this::begin);
    cluster.runFor(UNTIL_SOMEBODY_LOOKS);
    for (String node : schedule.core()) {
      if (!cluster.isRunning(node)) {
        cluster.end(cluster.begin(new Crash(node, null)));
      }
    }
    play.check();
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
