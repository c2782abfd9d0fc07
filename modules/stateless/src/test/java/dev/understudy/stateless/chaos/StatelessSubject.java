package dev.understudy.stateless.chaos;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.stateless.ApiNode;
import dev.understudy.stateless.Database;
import dev.understudy.stateless.LoadBalancer;
import dev.understudy.stateless.StatelessMessage;
import dev.understudy.stateless.StatelessStage;
import java.util.List;
import java.util.function.Supplier;

/** Clients append to one value through a load balancer, API nodes and a lone database. */
public final class StatelessSubject implements AppendingSubject {
  static final String ACKNOWLEDGED = "an append is acknowledged";
  static final String UNKNOWN = "a client never learns what became of its append";
  static final List<String> CLIENTS = List.of("alice", "bob");

  private static final List<String> NODES =
      List.of(StatelessStage.DATABASE, StatelessStage.FRONT, "athens", "byzantium", "cyrene");

  private final String name;
  private final Supplier<? extends Database> databases;

  /** Our database. */
  public StatelessSubject() {
    this("stateless", Database::new);
  }

  /** Another database, which must keep X1, X2 and X3. */
  public StatelessSubject(String name, Supplier<? extends Database> databases) {
    this.name = name;
    this.databases = databases;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return List.of(NODES.size());
  }

  @Override
  public List<String> names() {
    return NODES;
  }

  @Override
  public List<String> bystanders() {
    return CLIENTS;
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(StatelessMessage.class, ClientMessage.class);
  }

  @Override
  public List<String> hopes() {
    return List.of(ACKNOWLEDGED);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    List<String> pool = nodes.stream().filter(StatelessStage.POOL::contains).toList();
    for (String node : nodes) {
      if (node.equals(StatelessStage.DATABASE)) {
        cluster.start(databases, node);
      } else if (node.equals(StatelessStage.FRONT)) {
        cluster.start(() -> new LoadBalancer(pool), node);
      } else {
        cluster.start(() -> new ApiNode(StatelessStage.DATABASE), node);
      }
    }
    return new StatelessPlay(cluster, sometimes);
  }
}
