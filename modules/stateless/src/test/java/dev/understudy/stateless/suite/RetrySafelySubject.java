package dev.understudy.stateless.suite;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.sim.RandomStream;
import dev.understudy.stateless.chaos.StatelessAct;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import java.util.List;

/** Three clients append to one value of a lone store. */
final class RetrySafelySubject implements Subject {
  static final String ACKNOWLEDGED = "an append is acknowledged";
  static final String DOWN = "the store is down for a time";

  private static final String LONE = "there is no copy of the store";

  private final RetrySafelySuite suite;

  /** The classes on trial of this suite. */
  RetrySafelySubject(RetrySafelySuite suite) {
    this.suite = suite;
  }

  @Override
  public String name() {
    return "retry-safely";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1);
  }

  @Override
  public List<String> bystanders() {
    return List.of("alice", "bob", "carol");
  }

  @Override
  public Budget budget() {
    return Budget.all().without(DiskLost.class, LONE).without(BitRot.class, LONE);
  }

  @Override
  public Class<?> acts() {
    return StatelessAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new Append(random.pick(bystanders()), 1 + random.nextInt(3));
  }

  @Override
  public String words(Record act) {
    return ((StatelessAct) act).words();
  }

  @Override
  public List<Record> simpler(Record act) {
    return ((StatelessAct) act).simpler();
  }

  @Override
  public List<String> hopes() {
    return List.of(ACKNOWLEDGED, DOWN);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    String store = nodes.get(0);
    cluster.start(suite::store, store);
    RetrySafelyPlay play = new RetrySafelyPlay(cluster, suite, store, sometimes);
    bystanders().forEach(play::join);
    return play;
  }
}
