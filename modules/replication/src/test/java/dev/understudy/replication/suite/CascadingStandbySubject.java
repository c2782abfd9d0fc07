package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.ReplicationAct;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.replication.standby.StandbyMessage;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;

/** A client appends to one value, and standbys follow the leader and each other. */
final class CascadingStandbySubject implements Subject {
  static final String MOVED = "a standby follows somebody else";
  static final String BEHIND = "a standby lacks entries of the leader";

  private static final String KEPT =
      "a standby that has lost its disk is started under another name";

  private final CascadingStandbySuite suite;

  /** The class on trial of this suite. */
  CascadingStandbySubject(CascadingStandbySuite suite) {
    this.suite = suite;
  }

  @Override
  public String name() {
    return "cascading-standbys";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(4);
  }

  @Override
  public List<String> names() {
    return List.of("athens", "delphi", "ephesus", "faiyum");
  }

  @Override
  public List<String> bystanders() {
    return List.of("alice");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(StandbyMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return Budget.all().without(DiskLost.class, KEPT).without(BitRot.class, KEPT);
  }

  @Override
  public Class<?> acts() {
    return ReplicationAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new Write("alice", 1 + random.nextInt(5));
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
    return List.of(MOVED, BEHIND);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    suite.tree(cluster, nodes);
    cluster.client("alice");
    return new Run(cluster, suite, nodes.get(0), nodes.subList(1, nodes.size()), sometimes);
  }

  /** One run of it. */
  private record Run(
      Cluster cluster,
      CascadingStandbySuite suite,
      String leader,
      List<String> standbys,
      Sometimes sometimes)
      implements Play {
    /** So long may it take to ask everybody, and to catch up. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public void act(Record act) {
      Write write = (Write) act;
      for (int i = 0; i < write.times(); i++) {
        cluster.client(write.client()).append("diary", ".");
      }
    }

    @Override
    public void check() {
      Tree.expectNoCycle(cluster, suite, standbys);
      if (!cluster.isRunning(leader)) {
        return;
      }
      List<Entry> log = log();
      for (String name : standbys) {
        if (cluster.isRunning(name)) {
          List<Entry> theirs = suite.viewOf(cluster, name).log();
          unless(
              theirs.size() <= log.size() && theirs.equals(log.subList(0, theirs.size())),
              Tree.PREFIX,
              () -> name + " has " + theirs.size() + " entries, the leader " + log.size()
                  + ", and they differ");
          sometimes.saw(BEHIND, theirs.size() < log.size() ? 1 : 0);
          boolean hasMoved = suite.viewOf(cluster, name).label().depth() > 1;
          sometimes.saw(MOVED, hasMoved && name.equals("delphi") ? 1 : 0);
        }
      }
    }

    /** Where the leader stays broken there is nobody to hear of. */
    @Override
    public void judge(List<String> core) {
      if (core.contains(leader)) {
        new Within(cluster, PATIENCE)
            .until(
                () -> standbys.stream()
                    .filter(core::contains)
                    .allMatch(name -> cluster.isRunning(name)
                        && suite.viewOf(cluster, name).log().equals(log())),
                Tree.EQUAL);
      }
      check();
    }

    private List<Entry> log() {
      return cluster.state(leader, Replica.State.class).log();
    }
  }
}
