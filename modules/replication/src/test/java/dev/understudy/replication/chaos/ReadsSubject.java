package dev.understudy.replication.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReadsAct.Append;
import dev.understudy.replication.chaos.ReadsAct.Promote;
import dev.understudy.replication.chaos.ReadsAct.ReadHere;
import dev.understudy.replication.reads.ReadMessage;
import dev.understudy.replication.reads.ReadRules;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.StandbyMessage;
import dev.understudy.replication.standby.TreeRules;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Four people append to one value at the leader, and read it while leaders change: alice at the first
 * replica, bob at the last, carol at whichever answers, dora at a standby below a standby.
 */
public final class ReadsSubject implements Subject {
  static final String READ = "a value is read at a replica";
  static final String FRESH = "a value is read with a bound on its age";
  static final String STALE = "a value is read that misses what is acknowledged";
  static final String REFUSED = "no replica can promise the age that is asked for";
  static final String LOST = "a reader hears that what it has seen is lost";

  /** So slow does chaos let a clock run. */
  public static final double SLOWEST_CLOCK = 0.5;

  private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dora");
  private static final List<String> STANDBYS = List.of("faiyum", "gortyn");

  private final String name;
  private final Mode mode;
  private final Supplier<? extends Replica> replicas;

  /** Our replicas, in this mode. */
  public ReadsSubject(Mode mode) {
    this("reads-" + mode.name().toLowerCase(Locale.ROOT), mode, () -> new OnAnyClock(mode));
  }

  /** Other replicas, which must keep the promises of the mode. */
  public ReadsSubject(String name, Mode mode, Supplier<? extends Replica> replicas) {
    this.name = name;
    this.mode = mode;
    this.replicas = replicas;
  }

  /** Ours: where nothing is lost, and where it is told. */
  public static List<Subject> all() {
    return List.of(new ReadsSubject(Mode.QUORUM), new ReadsSubject(Mode.ASYNC));
  }

  /** Ours, for clocks as bad as chaos makes them. */
  private static final class OnAnyClock extends Replica {
    OnAnyClock(Mode mode) {
      super(mode, SemiSync.DEFAULT, new Rules() {
        @Override
        protected ReadRules reads() {
          return new ReadRules(SLOWEST_CLOCK);
        }
      });
    }
  }

  private static final class StandbyOnAnyClock extends Standby {
    StandbyOnAnyClock(String upstream) {
      super(
          new TreeRules() {
            @Override
            protected ReadRules reads() {
              return new ReadRules(SLOWEST_CLOCK);
            }
          },
          upstream);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return List.of(3, 3, 5);
  }

  @Override
  public List<String> bystanders() {
    return Stream.of(
            Stream.of("operator"),
            STANDBYS.stream(),
            PEOPLE.stream(),
            PEOPLE.stream().map(Person::readerOf))
        .flatMap(names -> names)
        .toList();
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(
        ReplicationMessage.class, ClientMessage.class, ReadMessage.class, StandbyMessage.class);
  }

  @Override
  public Budget budget() {
    return new ReplicationSubject(mode).budget();
  }

  @Override
  public Class<?> acts() {
    return ReadsAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    if (random.chance(0.1)) {
      return new Promote(Duration.ofMillis(random.nextInt(10, 500)));
    }
    String who = random.pick(PEOPLE);
    if (random.chance(0.4)) {
      return new Append(who, 1 + random.nextInt(3));
    }
    return new ReadHere(
        who, random.chance(0.5) ? Duration.ofMillis(random.nextInt(20, 1000)) : null);
  }

  @Override
  public String words(Record act) {
    return ((ReadsAct) act).words();
  }

  @Override
  public List<Record> simpler(Record act) {
    return ((ReadsAct) act).simpler();
  }

  @Override
  public List<String> hopes() {
    List<String> hopes = new ArrayList<>(List.of(READ, FRESH, STALE, REFUSED));
    if (mode == Mode.ASYNC) {
      hopes.add(LOST);
    }
    return hopes;
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(replicas, nodes.toArray(String[]::new));
    cluster.attach(() -> new StandbyOnAnyClock(nodes.get(0)), STANDBYS.get(0));
    cluster.attach(() -> new StandbyOnAnyClock(STANDBYS.get(0)), STANDBYS.get(1));
    Operator operator = cluster.join("operator", new Operator());
    int last = nodes.size() - 1;
    List<Person> people = List.of(
        new Person(cluster, "alice", nodes.subList(0, 1)),
        new Person(cluster, "bob", nodes.subList(last, last + 1)),
        new Person(cluster, "carol", nodes),
        new Person(cluster, "dora", STANDBYS.subList(1, 2)));
    return new ReadsPlay(cluster, mode == Mode.QUORUM, nodes, operator, people, sometimes);
  }
}
