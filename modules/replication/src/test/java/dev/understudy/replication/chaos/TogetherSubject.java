package dev.understudy.replication.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.SwitchTo;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.replication.chaos.TogetherAct.Injure;
import dev.understudy.replication.chaos.TogetherAct.Injury;
import dev.understudy.replication.chaos.TogetherAct.Members;
import dev.understudy.replication.chaos.TogetherAct.PromoteStandby;
import dev.understudy.replication.reads.ReadMessage;
import dev.understudy.replication.reads.ReadRules;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.StandbyMessage;
import dev.understudy.replication.standby.TreeRules;
import dev.understudy.replication.standby.zoo.NarrowRules;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All that replicas can do, in one run: members with short logs that lose their disks and change the
 * mode, a standby below a standby, readers everywhere, two operators, and somebody who promotes a
 * standby.
 */
public final class TogetherSubject implements Subject {
  static final String SWITCHED_ANEW = "the mode is switched while a member joins anew";
  static final String SENT_ANEW = "a member that joins anew gets a snapshot";
  static final String FED_BY_ANEW = "a standby follows a member that has joined anew";
  static final String MOVED = "a standby follows somebody else";
  static final String HANDED_DOWN = "a standby gets a snapshot from a standby";
  static final String READ_BELOW = "a value is read at a standby whose log begins with a snapshot";
  static final String READ_ANEW = "a value is read at a member that has joined anew";
  static final String LEADS = "a standby leads";

  static final List<String> STANDBYS = List.of("faiyum", "gortyn");

  /** Writes with wishes, and does not read. */
  private static final String WISHER = "erin";

  private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dora");
  private static final SemiSync SOON_ALONE = new SemiSync(1, Duration.ofMillis(300));
  private static final LogBounds SHORT = new LogBounds(10, 3, 24, 2);
  private static final List<Mode> MODES = List.of(Mode.values());

  private final String name;
  private final Mode mode;
  private final Supplier<? extends Replica> members;

  /** Our members, in this mode at first. */
  public TogetherSubject(Mode mode) {
    this(
        "together-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        mode,
        () -> new Member(mode));
  }

  /** Other members, which must keep the same promises. */
  public TogetherSubject(String name, Mode mode, Supplier<? extends Replica> members) {
    this.name = name;
    this.mode = mode;
    this.members = members;
  }

  /** Ours: where what is acknowledged stays, by two ways, and where it may be lost. */
  public static List<Subject> all() {
    return List.of(
        new TogetherSubject(Mode.QUORUM),
        new TogetherSubject(Mode.SYNC),
        new TogetherSubject(Mode.ASYNC));
  }

  private static final class Tree extends NarrowRules {
    @Override
    protected ReadRules reads() {
      return new ReadRules(ReadsSubject.SLOWEST_CLOCK);
    }
  }

  private static final class Member extends ShortLogged {
    Member(Mode mode) {
      super(mode, SOON_ALONE, new Rules() {
        @Override
        protected ReadRules reads() {
          return new ReadRules(ReadsSubject.SLOWEST_CLOCK);
        }

        @Override
        protected TreeRules tree() {
          return new Tree();
        }
      });
    }
  }

  private static final class Below extends Standby {
    Below(String... upstreams) {
      super(new Tree(), upstreams);
    }

    @Override
    protected LogBounds logBounds() {
      return SHORT;
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
            List.of("operator", "rival", WISHER),
            STANDBYS,
            PEOPLE,
            PEOPLE.stream().map(Person::readerOf).toList())
        .flatMap(List::stream)
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
    return TogetherAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    if (random.chance(0.3)) {
      Duration mostAge = random.nextBoolean() ? Duration.ofMillis(random.nextInt(20, 1000)) : null;
      return new TogetherAct.Reads(new ReadsAct.ReadHere(random.pick(PEOPLE), mostAge));
    }
    if (random.chance(0.05)) {
      return new Injure(
          random.pick(STANDBYS),
          random.pick(List.of(Injury.values())),
          Duration.ofMillis(random.nextInt(1, 1000)));
    }
    return random.chance(0.005)
        ? new PromoteStandby(random.pick(STANDBYS))
        : new Members(drawOfMembers(random));
  }

  private static ReplicationAct drawOfMembers(RandomStream random) {
    if (random.chance(0.15)) {
      return new Promote(
          random.nextBoolean() ? "operator" : "rival", Duration.ofMillis(random.nextInt(10, 500)));
    }
    if (random.chance(0.1)) {
      return new SwitchTo(
          random.chance(0.8) ? random.nextBoolean() ? Mode.QUORUM : Mode.SYNC : random.pick(MODES));
    }
    return random.chance(0.3)
        ? new Write(WISHER, 1 + random.nextInt(5), ReplicationSubject.drawWish(random))
        : new Write(random.pick(PEOPLE), 1 + random.nextInt(5));
  }

  @Override
  public String words(Record act) {
    return ((TogetherAct) act).words();
  }

  @Override
  public List<Record> simpler(Record act) {
    return ((TogetherAct) act).simpler();
  }

  @Override
  public List<String> hopes() {
    return List.of(
        ReplicationSubject.ACKNOWLEDGED,
        ReplicationSubject.PROMOTED,
        ReplicationSubject.SWITCHED,
        ReplicationSubject.REJOINED,
        ReplicationSubject.REPLACED,
        SWITCHED_ANEW,
        SENT_ANEW,
        FED_BY_ANEW,
        MOVED,
        HANDED_DOWN,
        READ_BELOW,
        READ_ANEW,
        LEADS);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    int last = nodes.size() - 1;
    cluster.start(members, nodes.toArray(String[]::new));
    SortedMap<String, Standby> standbys = new TreeMap<>();
    attach(cluster, standbys, STANDBYS.get(0), nodes.get(last));
    attach(cluster, standbys, STANDBYS.get(1), STANDBYS.get(0));
    Operator operator = cluster.join("operator", new Operator());
    Operator rival = cluster.join("rival", new Operator());
    cluster.client(WISHER);
    List<Person> people = List.of(
        new Person(cluster, "alice", nodes.subList(0, 1)),
        new Person(cluster, "bob", nodes.subList(last, last + 1)),
        new Person(cluster, "carol", nodes),
        new Person(cluster, "dora", STANDBYS.subList(1, 2)));
    return new TogetherPlay(
        cluster, mode, nodes, List.of(operator, rival), people, standbys, sometimes);
  }

  /** Whoever is to speak to a standby finds the one that lives now. */
  private static void attach(
      Cluster cluster, SortedMap<String, Standby> standbys, String name, String upstream) {
    cluster.attach(
        () -> {
          Standby standby = new Below(upstream);
          standbys.put(name, standby);
          return standby;
        },
        name);
  }
}
