package dev.understudy.stateless.suite;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.Cluster;
import dev.understudy.stateless.chaos.AppendingSubject;
import java.util.List;

/** Three clients append to one value of a lone store. */
final class RetrySafelySubject implements AppendingSubject {
  static final String ACKNOWLEDGED = "an append is acknowledged";
  static final String DOWN = "the store is down for a time";

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
