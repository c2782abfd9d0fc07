package dev.understudy.replication.standby.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.chaos.ReplicationAct;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.StandbyMessage;
import dev.understudy.replication.standby.zoo.NarrowReplica;
import dev.understudy.replication.standby.zoo.NarrowStandby;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Three members, and standbys that follow them and each other; a client writes, an operator promotes. */
public final class TreeSubject implements Subject {
  static final String ACKNOWLEDGED = "a write is acknowledged";
  static final String PROMOTED = "a leader is promoted";
  static final String MOVED = "a standby follows somebody else";
  static final String ASKS_BELOW = "a standby asks one that stands below it";
  static final String CUT = "a standby cuts what no leader has";
  static final String SNAPSHOT = "a standby gets a snapshot";
  static final String DEEP = "a standby is three steps or more away from the leader";

  private static final int MEMBERS = 3;

  private final String name;
  private final Mode mode;
  private final Supplier<? extends Replica> members;
  private final Function<String[], ? extends Standby> standbys;

  /** Ours, of members in this mode. */
  public TreeSubject(Mode mode) {
    this(
        "cascade-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        mode,
        () -> new NarrowReplica(mode),
        NarrowStandby::new);
  }

  /** Other members or standbys, which must keep the same promises. */
  public TreeSubject(
      String name,
      Mode mode,
      Supplier<? extends Replica> members,
      Function<String[], ? extends Standby> standbys) {
    this.name = name;
    this.mode = mode;
    this.members = members;
    this.standbys = standbys;
  }

  /** Ours: where what is committed stays, and where it may be lost. */
  public static List<Subject> all() {
    return List.of(new TreeSubject(Mode.QUORUM), new TreeSubject(Mode.ASYNC));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return List.of(7, 7, 5);
  }

  @Override
  public List<String> bystanders() {
    return List.of("operator", "alice");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(StandbyMessage.class, ReplicationMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return Budget.all()
        .without(
            DiskLost.class,
            "a standby that has lost its disk has forgotten which label it told others, and may follow"
                + " who follows it until that one hears of it; it is started under another name")
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
    return random.chance(0.2)
        ? new Promote("operator", Duration.ofMillis(random.nextInt(10, 500)))
        : new Write("alice", 1 + random.nextInt(5));
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
    List<String> hopes =
        new ArrayList<>(List.of(ACKNOWLEDGED, PROMOTED, MOVED, ASKS_BELOW, SNAPSHOT, DEEP));
    if (mode == Mode.ASYNC) {
      hopes.add(CUT);
    }
    return hopes;
  }

  /** Whom a standby is given as upstreams, of those that there are. */
  private static String[] upstreams(String standby, List<String> nodes) {
    List<String> all = switch (standby) {
      case "delphi" -> List.of("athens", "faiyum", "ephesus");
      case "ephesus" -> List.of("delphi", "gortyn");
      case "faiyum" -> List.of("ephesus", "delphi", "byzantium");
      default -> List.of("faiyum", "delphi", "ephesus");
    };
    return all.stream().filter(nodes::contains).toArray(String[]::new);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    int size = Math.min(MEMBERS, nodes.size());
    List<String> first = nodes.subList(0, size);
    List<String> rest = nodes.subList(size, nodes.size());
    cluster.start(members, first.toArray(String[]::new));
    rest.forEach(node -> cluster.attach(() -> standbys.apply(upstreams(node, nodes)), node));
    Operator operator = cluster.join("operator", new Operator());
    cluster.client("alice");
    TreeWatch watch = new TreeWatch(cluster, first, rest, () -> mode == Mode.QUORUM, sometimes);
    return new TreePlay(cluster, first, operator, watch, sometimes);
  }
}
