package dev.understudy.replication.suite;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.chaos.ReplicationAct;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.sim.RandomStream;
import java.util.List;

/** Two clients append to one value, of which the first member ships the log to the others. */
final class LogShippingSubject implements Subject {
  static final String ACKNOWLEDGED = "a write is acknowledged";
  static final String RESTARTED = "a member is down for a time";
  static final String BEHIND = "a follower lacks entries of the leader";

  private static final String NO_OTHER = "the leader's disk is the only one that must have a write";

  private final LogShippingSuite suite;

  /** The class on trial of this suite. */
  LogShippingSubject(LogShippingSuite suite) {
    this.suite = suite;
  }

  @Override
  public String name() {
    return "log-shipping";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(3);
  }

  @Override
  public List<String> bystanders() {
    return List.of("alice", "bob");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(ReplicationMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return Budget.all()
        .without(DiskLost.class, NO_OTHER)
        .without(BitRot.class, NO_OTHER)
        .without(MajoritiesRing.class, "a ring takes four members, and there are three");
  }

  @Override
  public Class<?> acts() {
    return ReplicationAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new Write(random.nextBoolean() ? "alice" : "bob", 1 + random.nextInt(5));
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
    return List.of(ACKNOWLEDGED, RESTARTED, BEHIND);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(suite::replica, nodes.toArray(String[]::new));
    bystanders().forEach(cluster::client);
    return new LogShippingPlay(cluster, suite, nodes, sometimes);
  }
}
