package dev.understudy.stateless.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.sim.RandomStream;
import dev.understudy.stateless.ApiNode;
import dev.understudy.stateless.Database;
import dev.understudy.stateless.LoadBalancer;
import dev.understudy.stateless.StatelessStage;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import java.util.List;
import java.util.function.Supplier;

/** A pool of API nodes that crash, before a database and behind a load balancer that do not. */
public final class PoolSubject implements Subject {
  static final String SUSPECTED = "an API node is suspected";
  static final String MANY_SILENT = "a request meets a silent API node";

  private final String name;
  private final Supplier<? extends LoadBalancer> loadBalancers;

  /** Our load balancer. */
  public PoolSubject() {
    this("pool", () -> new LoadBalancer(StatelessStage.POOL));
  }

  /** Another load balancer before {@link StatelessStage#POOL}, which must keep X4 and X5. */
  public PoolSubject(String name, Supplier<? extends LoadBalancer> loadBalancers) {
    this.name = name;
    this.loadBalancers = loadBalancers;
  }

  @Override
  public String name() {
    return name;
  }

  /** Two that may break: of so few none stays broken for good, which might be a pause. */
  @Override
  public List<Integer> sizes() {
    return List.of(2);
  }

  @Override
  public List<String> names() {
    return StatelessStage.POOL;
  }

  @Override
  public List<String> bystanders() {
    return List.of();
  }

  @Override
  public Budget budget() {
    Budget crashes = Budget.all();
    for (Class<? extends Fault> kind : Budget.every()) {
      if (kind != Crash.class) {
        crashes = crashes.without(kind, "how long a client may wait is promised for crashes alone");
      }
    }
    return crashes;
  }

  @Override
  public Class<?> acts() {
    return StatelessAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new Append(random.pick(StatelessSubject.CLIENTS), 1);
  }

  @Override
  public String words(Record act) {
    return ((Append) act).client() + " appends, unless something of it is under way";
  }

  @Override
  public List<String> hopes() {
    return List.of(SUSPECTED, MANY_SILENT);
  }

  /** The whole pool is there, also where the schedule names a part of it: the rest does not break. */
  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(loadBalancers, StatelessStage.FRONT);
    cluster.start(
        () -> new ApiNode(StatelessStage.DATABASE), StatelessStage.POOL.toArray(String[]::new));
    cluster.start(Database::new, StatelessStage.DATABASE);
    return new PoolPlay(cluster, sometimes);
  }
}
