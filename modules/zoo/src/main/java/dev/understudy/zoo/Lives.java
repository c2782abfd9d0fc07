package dev.understudy.zoo;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskFull;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.SyncFails;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The life of something on a disk as a subject of chaos: no cluster is needed for it, and its faults
 * are acts like all others.
 *
 * @param <S> the sealed interface of the records that are its steps
 */
final class Lives<S> implements Subject {
  /** Nothing here takes time; so long after one another its acts stand in a picture. */
  private static final Duration APART = Duration.ofMillis(1);

  /** How an error says which promise was broken: its number, perhaps others, and what was found. */
  private static final Pattern BROKEN = Pattern.compile("([A-Z]\\d+)[^:]*: (.*)", Pattern.DOTALL);

  /** One life. What breaks a promise throws an {@link AssertionError} that begins with its number. */
  interface Life<S> {
    /** Takes one step. */
    void step(S step);

    /** Nothing more comes. */
    default void end() {}
  }

  /**
   * The kind of life.
   *
   * @param steps the sealed interface of its steps
   * @param draw draws a step
   * @param words what a step is, in words
   * @param simpler simpler steps that may do as well
   * @param promises the words of its promises by their numbers
   */
  record Kind<S>(
      Class<S> steps,
      Function<RandomGenerator, S> draw,
      Function<S, String> words,
      Function<S, List<S>> simpler,
      SortedMap<String, String> promises) {}

  private final String name;
  private final Kind<S> kind;
  private final Supplier<Life<S>> begin;

  Lives(String name, Kind<S> kind, Supplier<Life<S>> begin) {
    this.name = name;
    this.kind = kind;
    this.begin = begin;
  }

  /** A budget without any fault of a cluster. */
  static Budget noFaults(String reason) {
    Budget none = Budget.all();
    for (Class<? extends Fault> fault : Budget.every()) {
      none = none.without(fault, reason);
    }
    return none;
  }

  /** Every fault but those that take what was durable, or let a node stop. */
  static Budget lossless(String reason) {
    return Budget.all()
        .without(DiskLost.class, reason)
        .without(BitRot.class, reason)
        .without(DiskFull.class, "a node whose disk is full stops, and " + reason)
        .without(SyncFails.class, "a node whose disk fails stops, and " + reason);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1);
  }

  @Override
  public List<String> bystanders() {
    return List.of();
  }

  @Override
  public Budget budget() {
    return noFaults("there is no cluster; what happens to the disk is an act");
  }

  @Override
  public Class<?> acts() {
    return kind.steps();
  }

  @Override
  public Record drawAct(RandomStream random) {
    return (Record) kind.draw().apply(random);
  }

  @Override
  public String words(Record act) {
    return kind.words().apply(kind.steps().cast(act));
  }

  @Override
  public List<Record> simpler(Record act) {
    return kind.simpler().apply(kind.steps().cast(act)).stream()
        .map(Record.class::cast)
        .toList();
  }

  @Override
  public List<String> hopes() {
    return List.of();
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    Still watcher = new Still();
    cluster.start(() -> watcher, nodes.get(0));
    Life<S> life = begin.get();
    return new Play() {
      @Override
      public void act(Record act) {
        watcher.watch(words(act));
        cluster.runFor(APART);
        judged(() -> life.step(kind.steps().cast(act)));
      }

      @Override
      public void check() {}

      @Override
      public void judge(List<String> core) {
        judged(life::end);
      }
    };
  }

  private void judged(Runnable moment) {
    try {
      moment.run();
    } catch (AssertionError broken) {
      Matcher said = BROKEN.matcher(String.valueOf(broken.getMessage()));
      if (!said.matches()) {
        throw broken;
      }
      String number = said.group(1);
      throw new InvariantBroken(
          number + " " + kind.promises().getOrDefault(number, "holds"), said.group(2));
    }
  }
}
