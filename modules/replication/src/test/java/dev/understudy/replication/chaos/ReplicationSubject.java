package dev.understudy.replication.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.replication.Durability;
import dev.understudy.replication.Durability.Point;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Read;
import dev.understudy.replication.chaos.ReplicationAct.SwitchTo;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Two clients append to one value, and two operators who do not know of each other promote. */
public final class ReplicationSubject implements Subject {
  static final String ACKNOWLEDGED = "a write is acknowledged";
  static final String PROMOTED = "a leader is promoted";
  static final String CHANGED = "another leader takes over";
  static final String UNKNOWN = "a client never learns what became of its write";
  static final String LOST = "an acknowledged write is lost";

  static final String REJOINED = "who has lost its disk is a member again";
  static final String ALONE = "semi-sync goes on alone";
  static final String SWITCHED = "the mode is switched";

  static final String SHORTENED = "a snapshot stands for the front of a log";
  static final String INTERRUPTED = "a replica restarts with a part of a snapshot";
  static final String REPLACED = "a snapshot that came in chunks replaces a log";

  private static final List<Mode> MODES = List.of(Mode.values());
  private static final SemiSync SOON_ALONE = new SemiSync(1, Duration.ofMillis(300));

  private final String name;
  private final Mode mode;
  private final Supplier<? extends Replica> replicas;
  private final Supplier<? extends Operator> operators;

  /** Our replicas and operators, in this mode. */
  public ReplicationSubject(Mode mode) {
    this(
        "replication-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        mode,
        () -> new ShortLogged(mode, SOON_ALONE),
        Operator::new);
  }

  /** Other replicas or another first operator, which must keep the promises of the mode. */
  public ReplicationSubject(
      String name,
      Mode mode,
      Supplier<? extends Replica> replicas,
      Supplier<? extends Operator> operators) {
    this.name = name;
    this.mode = mode;
    this.replicas = replicas;
    this.operators = operators;
  }

  /** Ours in all modes. */
  public static List<Subject> all() {
    return List.of(
        new ReplicationSubject(Mode.ASYNC),
        new ReplicationSubject(Mode.SEMI_SYNC),
        new ReplicationSubject(Mode.SYNC),
        new ReplicationSubject(Mode.QUORUM));
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
    return List.of("operator", "rival", "alice", "bob");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(ReplicationMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return Budget.all()
        .without(
            BitRot.class,
            "rot in the last record looks like a torn write, which recovery cuts: the replica comes"
                + " back without an entry that it had promised to keep");
  }

  @Override
  public Class<?> acts() {
    return ReplicationAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    if (random.chance(0.2)) {
      return new Promote(
          random.nextBoolean() ? "operator" : "rival", Duration.ofMillis(random.nextInt(10, 500)));
    }
    if (random.chance(0.03)) {
      return new SwitchTo(random.chance(0.8) ? promising(random) : random.pick(MODES));
    }
    String client = random.nextBoolean() ? "alice" : "bob";
    String wish = random.chance(0.4) ? drawWish(random) : "";
    return random.chance(0.2)
        ? new Read(client, wish)
        : new Write(client, 1 + random.nextInt(5), wish);
  }

  /** Mostly one of those that promise something, or hardly a run would have anything to be held to. */
  private static Mode promising(RandomStream random) {
    return random.nextBoolean() ? Mode.QUORUM : Mode.SYNC;
  }

  /** Seldom for all members, one of which may be down for good: that takes until the client gives up. */
  static String drawWish(RandomStream random) {
    Mode mode =
        random.chance(0.7) ? Mode.QUORUM : random.chance(0.9) ? drawWeak(random) : Mode.SYNC;
    Point point = random.pick(List.of(Point.FLUSHED, Point.FLUSHED, Point.APPLIED, Point.WRITTEN));
    return new Durability(mode, point).wish();
  }

  private static Mode drawWeak(RandomStream random) {
    return random.nextBoolean() ? Mode.ASYNC : Mode.SEMI_SYNC;
  }

  @Override
  public String words(Record act) {
    return ((ReplicationAct) act).words();
  }

  @Override
  public List<Record> simpler(Record act) {
    return ((ReplicationAct) act).simpler();
  }

  @Override
  public List<String> hopes() {
    List<String> hopes = new ArrayList<>(List.of(
        ACKNOWLEDGED, PROMOTED, CHANGED, SWITCHED, REJOINED, SHORTENED, INTERRUPTED, REPLACED));
    if (mode == Mode.ASYNC) {
      hopes.add(LOST);
    } else if (mode == Mode.SEMI_SYNC) {
      hopes.add(ALONE);
    }
    return hopes;
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(replicas, nodes.toArray(String[]::new));
    Operator operator = cluster.join("operator", operators.get());
    Operator rival = cluster.join("rival", new Operator());
    cluster.client("alice");
    cluster.client("bob");
    return new ReplicationPlay(cluster, mode, nodes, operator, rival, sometimes);
  }
}
